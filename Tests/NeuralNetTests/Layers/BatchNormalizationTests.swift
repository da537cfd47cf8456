import Basis
import NeuralNet
import Testing

@Suite struct BatchNormalizationTests {
  /// One feature with the values 1, 2, 3, 6: mean 3, variance 14/4, unbiased 14/3.
  static let column: [Float] = [1, 2, 3, 6]

  @Test(arguments: 1...3)
  func trainingNormalizesByTheBatchsOwnBiasedVariance(_ shards: Int) throws {
    var run = LayerRun(BatchNormalization(), [1])
    run.parameters = [2, 10]
    let y = try run(Self.column, shards: shards).output
    let deviation = (3.5 + 1e-5).squareRoot()
    for (got, x) in zip(y, Self.column) {
      #expect(abs(Double(got) - (10 + 2 * (Double(x) - 3) / deviation)) < 1e-5)
    }
  }

  @Test(arguments: 1...3)
  func runningStatisticsMoveByOneMinusMomentumAndUseTheUnbiasedVariance(_ shards: Int) throws {
    var layer = BatchNormalization()
    layer.momentum = 0.75
    var run = LayerRun(layer, [1])
    run.state = [1, 2]
    _ = try run(Self.column, shards: shards)
    #expect(abs(run.state[0] - (0.75 * 1 + 0.25 * 3)) < 1e-6)
    #expect(abs(run.state[1] - (0.75 * 2 + 0.25 * 14 / 3)) < 1e-6)
  }

  @Test func lookingMovesNothing() throws {
    var run = LayerRun(BatchNormalization(), [1])
    run.mode = .probing
    _ = try run(Self.column, gradient: Self.column)
    #expect(run.state == [0, 1])
  }

  @Test func outsideTrainingTheRunningStatisticsAreUsed() throws {
    var run = LayerRun(BatchNormalization(), [1])
    run.mode = .inference
    run.state = [1, 4]
    let y = try run(Self.column).output
    for (got, x) in zip(y, Self.column) { #expect(abs(got - (x - 1) / 2) < 1e-5) }
    #expect(run.state == [1, 4])
  }

  @Test func imagesAreNormalizedPerChannel() throws {
    // Two samples of two pixels of two channels: channel 0 counts 0…3, channel 1 is ten times that.
    let x: [Float] = [0, 0, 1, 10, 2, 20, 3, 30]
    var run = LayerRun(BatchNormalization(), [1, 2, 2])
    let y = try run(x).output
    let expected = [-1.5, -0.5, 0.5, 1.5].map { $0 / 1.25.squareRoot() }
    for (pixel, value) in expected.enumerated() {
      #expect(abs(Double(y[2 * pixel]) - value) < 1e-4)
      #expect(abs(Double(y[2 * pixel + 1]) - value) < 1e-4)
    }
  }

  @Test func aSingleSampleGivesTheShiftAndLeavesTheRunningStatistics() throws {
    var run = LayerRun(BatchNormalization(), [2])
    run.parameters = [3, 3, 0.5, -0.5]
    let result = try run([100, -7], gradient: [1, 1])
    #expect(result.output == [0.5, -0.5])
    #expect(result.inputGradient == [0, 0])
    #expect(run.state == [0, 0, 1, 1])
  }

  @Test func aLargeMeanDoesNotDrownASmallSpread() throws {
    var random = Random(seed: 4)
    let x = (0..<4096).map { _ in Float(1000 + 0.5 * random.normal()) }
    let mean = x.reduce(0) { $0 + Double($1) } / 4096
    let variance = x.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 4096
    var run = LayerRun(BatchNormalization(), [1])
    let y = try run(x, shards: 2).output
    for (got, x) in zip(y, x) {
      #expect(abs(Double(got) - (Double(x) - mean) / (variance + 1e-5).squareRoot()) < 2e-3)
    }
  }
}
