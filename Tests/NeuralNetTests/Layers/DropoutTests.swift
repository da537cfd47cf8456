import Basis
import NeuralNet
import Testing

@Suite struct DropoutTests {
  static let ones = [Float](repeating: 1, count: 200 * 100)

  @Test(arguments: [Float(0.1), 0.2, 0.5, 0.9])
  func theShareDroppedIsTheRateAndTheMeanStays(_ rate: Float) throws {
    var run = LayerRun(Dropout(rate), [100])
    let y = try run(Self.ones).output
    let dropped = Double(y.count { $0 == 0 }) / Double(y.count)
    let p = Double(rate)
    // Four deviations of a binomial share.
    let spread = 4 * (p * (1 - p) / Double(y.count)).squareRoot()
    #expect(abs(dropped - p) < spread)
    let mean = y.reduce(0) { $0 + Double($1) } / Double(y.count)
    #expect(abs(mean - 1) < spread / (1 - p))
    #expect(Set(y) == [0, Float(1 / (1 - p))])
  }

  @Test func whatIsDroppedForwardsGetsNoGradient() throws {
    var run = LayerRun(Dropout(0.5), [100])
    let result = try run(Self.ones, gradient: Self.ones)
    #expect(result.inputGradient == result.output)
  }

  @Test func outsideTrainingItIsTheIdentityBitForBit() throws {
    var random = Random(seed: 9)
    let x = (0..<1000).map { _ in Float(random.normal()) } + [.infinity, -0.0, .leastNonzeroMagnitude, 0]
    var run = LayerRun(Dropout(0.5), [4])
    run.mode = .inference
    #expect(try run(x).output.map(\.bitPattern) == x.map(\.bitPattern))
  }

  @Test(arguments: 1...4)
  func masksAreDrawsOfTheGeneratorWhateverTheShards(_ shards: Int) throws {
    var run = LayerRun(Dropout(0.25), [7])
    run.key = 99
    let y = try run([Float](repeating: 1, count: 70), shards: shards).output
    var samples = Random(seed: 99)
    for sample in 0..<10 {
      var draws = Random(seed: samples.next())
      for i in 0..<7 {
        let keeps = draws.next() >> 32 >= UInt64(0.25 * 0x1p32)
        #expect((y[sample * 7 + i] != 0) == keeps)
      }
    }
  }

  @Test func everyStepDrawsAnotherMask() throws {
    var first = LayerRun(Dropout(0.5), [100])
    var second = first
    second.key = 6
    #expect(try first(Self.ones).output != second(Self.ones).output)
  }

  @Test func masksChangeFromStepToStepAndFromLayerToLayer() throws {
    // One sample that is the number 1 passes two dropouts of one half: it arrives as 4 or as 0.
    let samples = Samples(
      shape: [1], features: Array(repeating: 1, count: 1000),
      targets: .values(Array(repeating: 0, count: 1000), width: 1))
    var model = try Model.plain(
      [1], [[Dense(1, bias: false)], [Dropout(0.5)], [Dropout(0.5)]], loss: OutputLoss())
    try model.edit { $0.parameters = [1] }
    model.optimizer.learningRate = 0
    var outputs: [Double] = []
    _ = try Engine(threads: 1).train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: 1, batch: 1)
    ) { event in
      if case .step(_, _, _, let loss, _) = event { outputs.append(loss) }
      return true
    }
    #expect(Set(outputs) == [0, 4])
    // A quarter gets through if the two draws are independent; four deviations.
    let share = Double(outputs.count { $0 == 4 }) / 1000
    #expect(abs(share - 0.25) < 4 * (0.25 * 0.75 / 1000).squareRoot())
  }
}
