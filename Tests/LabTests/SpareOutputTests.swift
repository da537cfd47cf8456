import Basis
import Foundation
import Lab
import NeuralNet
import Testing

/// A network with outputs for more classes than the data has.
@Suite struct SpareOutputTests {
  private static let two = "data digits classes=[0, 1]; network; layer dense 10 relu; layer dense 10; "

  @Test func theyLearnToBeImprobableAndAreNamed() throws {
    let test = TestLab(Self.two)
    // Even guesses among ten outputs cost ln 10, whatever the data has.
    #expect(test.run("init zeros; expect abs(loss(train) - 2.3026) < 0.001; init he; train 20") == 0)
    let written = test.output.written.replacing("\n", with: " ")
    #expect(written.contains("8 of the 10 outputs stand for none of the 2 classes"), "\(written)")
    #expect(test.run("expect accuracy(test) > 0.95; expect loss(train) < 0.1; check gradients") == 0)
    let model = try #require(test.lab.state.model)
    let samples = try #require(test.lab.state.data?.train)
    let outputs = try Engine(threads: 1).outputs(model, for: samples)
    let rows = (0..<samples.count).map { row in outputs[row * 10..<row * 10 + 10].map { exp(Double($0)) } }
    let shares: [Double] = rows.map { row in
      let (spare, all): (Double, Double) = (row[2...].reduce(0, +), row.reduce(0, +))
      return spare / all
    }
    #expect(shares.reduce(0, +) < 0.05 * Double(samples.count))
  }

  /// An answer without a class is wrong, and has a column of its own.
  @Test func theConfusionTableCountsAnswersThatAreNoClass() throws {
    let test = TestLab(Self.two, isJSON: true)
    // One output layer that always speaks for output 7.
    var model = try #require(test.lab.state.model)
    try model.edit { network in
      let bias = network.parameters.count - 10 + 7
      network.parameters[bias] = 1000
    }
    test.lab.state.model = model
    #expect(test.run("confusion; print accuracy(test)") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("\"answer 2\""))
    #expect(test.run("expect accuracy(test) == 0") == 0)
    let plain = TestLab(Self.two)
    plain.lab.state.model = model
    plain.run("confusion")
    let table = plain.output.written
    #expect(table.contains("none") && table.replacing("\n", with: " ").contains("taken for none"), "\(table)")
    #expect(
      plain.run("layer insert 2 dropout 0.5; evaluate mc=3; show 2; evaluate; diagnose") == 0,
      "\(plain.output.said)")
  }

  @Test func aPlaneIsDrawnWithThem() {
    let test = TestLab("data moons; network; layer dense 4 tanh; layer dense 5; train 1")
    #expect(test.run("plot data") == 0, "\(test.output.said)")
  }

  /// More outputs than classes behind an activation are a forgotten output layer.
  @Test(arguments: [
    "layer dense 50 relu", "layer dense 50; layer dropout 0.1", "loss mse; layer dense 50", "layer dense 9",
  ])
  func aForgottenOutputLayerIsStillNoticed(_ layers: String) {
    let test = TestLab("data digits; network; " + layers)
    #expect(test.run("train 1") == 2)
    #expect(test.output.said.contains("one output for each class"), "\(test.output.said)")
  }

  @Test func dataOfAPartOfTheClassesFitsANetworkForAll() {
    let test = TestLab("data digits; network; layer dense 10 relu; layer dense 10")
    test.run("data digits classes=[3, 5]")
    let said = test.output.written.replacing("\n", with: " ")
    #expect(said.contains("learns from this data from now on; 8 of the 10 outputs"), "\(said)")
    #expect(test.run("train 1; loss") == 0)
    #expect(!test.output.written.contains("does not fit"))
  }
}
