import Basis
import NeuralNet
import Testing

@Suite struct ContinuationTests {
  static func model() throws -> Model {
    try .plain(
      [8], [[Dense(12), BatchNormalization(), try activation("relu"), Dropout(0.2)], [Dense(4)]],
      optimizer: CountingDescent())
  }
  // 100 samples in batches of 32 leave a last batch of 4.
  static let samples = Samples.blobs(100)

  @Test func fiveAndFiveEpochsAreTen() throws {
    let engine = Engine(threads: 1)
    var (whole, parts) = (try Self.model(), try Self.model())
    try engine.train(&whole, Self.samples, epochs: 10)
    try engine.train(&parts, Self.samples, epochs: 5)
    // Another engine knows nothing of the first.
    try Engine(threads: 1).train(&parts, Self.samples, epochs: 5)
    expectSame(whole, parts)
    #expect(whole.epochs == 10 && whole.steps == 40)
  }

  @Test(arguments: [1, 3, 4, 6])
  func stepsContinueTheEpochTheyLeft(_ steps: Int) throws {
    let engine = Engine(threads: 1)
    var (whole, parts) = (try Self.model(), try Self.model())
    try engine.train(&whole, Self.samples, epochs: 2)
    let outcome = try engine.step(&parts, Self.samples, steps)
    #expect(outcome.steps == steps && parts.steps == steps)
    try engine.step(&parts, Self.samples, 8 - steps)
    expectSame(whole, parts)
  }

  @Test func anUnfinishedEpochIsFinishedFirst() throws {
    let engine = Engine(threads: 1)
    var (whole, parts) = (try Self.model(), try Self.model())
    try engine.train(&whole, Self.samples, epochs: 2)
    try engine.step(&parts, Self.samples, 3)
    #expect(parts.epochs == 0 && parts.samplesOfEpoch == 96)
    let outcome = try engine.train(&parts, Self.samples, epochs: 2)
    #expect(outcome.epochs == 2 && outcome.steps == 5)
    expectSame(whole, parts)
  }

  @Test(arguments: [1, 2, 5, 8])
  func anInterruptionKeepsExactlyTheStepsDone(_ stop: Int) throws {
    let engine = Engine(threads: 2)
    var (stepped, interrupted) = (try Self.model(), try Self.model())
    try engine.step(&stepped, Self.samples, stop)
    var seen = 0
    let outcome = try engine.train(
      &interrupted, on: Self.samples, validation: nil, plan: TrainingPlan(epochs: 3)
    ) { event in
      guard case .step = event else { return true }
      seen += 1
      return seen < stop
    }
    guard case .interrupted = outcome.ending else {
      Issue.record("ended with \(outcome.ending)")
      return
    }
    #expect(outcome.steps == stop)
    expectSame(stepped, interrupted)
    try engine.train(&interrupted, Self.samples, epochs: 3 - interrupted.epochs)
    var whole = try Self.model()
    try engine.train(&whole, Self.samples, epochs: 3)
    expectSame(whole, interrupted)
  }

  @Test func aListenerStopsAfterAnEpoch() throws {
    var model = try Self.model()
    let outcome = try Engine(threads: 1).train(
      &model, on: Self.samples, validation: Self.samples, plan: TrainingPlan(epochs: 9)
    ) { event in
      if case .epoch(let report) = event { return report.epoch < 2 }
      return true
    }
    #expect(outcome.epochs == 2 && model.epochs == 2 && model.samplesOfEpoch == 0)
  }

  @Test func stepsAreCountedWithinTheirEpoch() throws {
    var model = try Self.model()
    var numbers: [[Int]] = []
    _ = try Engine(threads: 1).train(
      &model, on: Self.samples, validation: nil, plan: TrainingPlan(epochs: 2)
    ) { event in
      if case .step(let number, let epoch, let of, _, _) = event { numbers.append([epoch, number, of]) }
      return true
    }
    #expect(numbers == [1, 2].flatMap { epoch in (1...4).map { [epoch, $0, 4] } })
  }

  @Test func everySampleIsSeenOncePerEpochInANewOrder() throws {
    // Sample n is the number n, the loss is the output, the only weight is 1 and the rate 0: each loss names its sample.
    let samples = Samples(
      shape: [1], features: (0..<50).map(Float.init),
      targets: .values(Array(repeating: 0, count: 50), width: 1))
    var model = try Model.plain([1], [[Dense(1, bias: false)]], loss: OutputLoss())
    try model.edit { $0.parameters[0] = 1 }
    model.optimizer.learningRate = 0
    var orders: [[Double]] = [[], []]
    _ = try Engine(threads: 1).train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: 2, batch: 1)
    ) { event in
      if case .step(_, let epoch, _, let loss, _) = event { orders[epoch - 1].append(loss) }
      return true
    }
    for order in orders {
      #expect(order.sorted() == (0..<50).map(Double.init))
      #expect(order != order.sorted())
    }
    #expect(orders[0] != orders[1])
  }

}

func expectSame(_ a: Model, _ b: Model) {
  #expect(a.digest == b.digest)
  #expect(a.network.parameters == b.network.parameters)
  #expect(a.network.state == b.network.state)
  #expect(a.memory == b.memory)
  #expect(a.steps == b.steps && a.epochs == b.epochs && a.samplesOfEpoch == b.samplesOfEpoch)
}
