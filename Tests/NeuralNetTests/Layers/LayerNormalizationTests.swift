import Basis
import NeuralNet
import Testing

@Suite struct LayerNormalizationTests {
  @Test func everyPixelIsNormalizedOverItsChannels() throws {
    // Mean 3, variance 3.5; ten times that; and a pixel without spread.
    let x: [Float] = [1, 2, 3, 6, 10, 20, 30, 60, 5, 5, 5, 5]
    var run = LayerRun(LayerNormalization(), [1, 3, 4])
    run.parameters = [2, 2, 2, 2, 10, 10, 10, 10]
    let y = try run(x).output
    for (place, difference) in [-2.0, -1, 0, 3].enumerated() {
      let expected = 10 + 2 * difference / 3.5.squareRoot()
      #expect(abs(Double(y[place]) - expected) < 1e-4 && abs(Double(y[4 + place]) - expected) < 1e-4)
      #expect(y[8 + place] == 10)
    }
  }

  @Test func trainingAndInferenceDoTheSame() throws {
    var random = Random(seed: 3)
    let x = (0..<60).map { _ in Float(random.normal()) }
    var training = LayerRun(LayerNormalization(), [6])
    var inference = training
    inference.mode = .inference
    #expect(try training(x).output == inference(x, shards: 3).output)
  }

  @Test(arguments: [5, 16, 200])
  func aLargeMeanDoesNotDrownASmallSpread(_ features: Int) throws {
    var random = Random(seed: 4)
    let x = (0..<features).map { _ in Float(1000 + 0.5 * random.normal()) }
    let mean = x.reduce(0) { $0 + Double($1) } / Double(features)
    let variance = x.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(features)
    var run = LayerRun(LayerNormalization(), [features])
    for (got, x) in zip(try run(x).output, x) {
      #expect(abs(Double(got) - (Double(x) - mean) / (variance + 1e-5).squareRoot()) < 2e-3)
    }
  }
}
