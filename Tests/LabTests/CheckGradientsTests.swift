import Basis
import Foundation
import Lab
import NeuralNet
import Testing

@Suite struct CheckGradientsTests {
  @Test func engineAndTextbookAgreeWithMasksAndBatchStatistics() {
    let test = TestLab(
      "data digits; network; layer dense 12 elu count=2; layer dense 10; bn on; dropout 0.3; optimizer adam; train 2"
    )
    let before = test.fingerprint
    #expect(test.run("check gradients") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("Agree"))
    #expect(test.fingerprint == before)
  }

  /// A bias gradient two per cent too small, and a NaN.
  @Test(arguments: [0.98, .nan]) func aWrongBiasGradientIsFoundAndNamed(factor: Float) throws {
    let test = TestLab.smallNet()
    let model = try #require(test.lab.state.model)
    let data = try #require(test.lab.state.data)
    let right = try test.lab.engine.gradients(model, on: data.train.prefix(8)).parameters
    let exact = right.map(Double.init)
    #expect(GradientComparison(of: model.network, engine: right, textbook: exact).agrees)
    let bias = try #require(model.network.layout.tensors(of: \.parameters).last)
    var wrong = right
    for index in bias.range { wrong[index] *= factor }
    let comparison = GradientComparison(of: model.network, engine: wrong, textbook: exact)
    #expect(!comparison.agrees)
    #expect(comparison.worst?.block == 3)
    #expect(comparison.worst?.parameter.hasPrefix("bias[") == true)
  }

  @Test func aNetworkTooLargeForNaiveLoopsGetsFewerSamplesOrIsRefused() throws {
    let most = Int(CheckGradientsCommand.mostOperations)
    #expect(try CheckGradientsCommand.affordable(8, operationsPerSample: 1000) == 8)
    #expect(try CheckGradientsCommand.affordable(8, operationsPerSample: most / 15) == 5)
    #expect(try CheckGradientsCommand.affordable(8, operationsPerSample: most / 3) == 1)
    #expect(throws: Problem.self) {
      try CheckGradientsCommand.affordable(8, operationsPerSample: most / 3 + 1)
    }
  }
}
