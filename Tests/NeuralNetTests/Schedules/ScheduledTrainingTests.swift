import Basis
import NeuralNet
import Testing
import Textbook

/// What reaches the optimizer, step by step.
@Suite struct ScheduledTrainingTests {
  // 100 samples in batches of 32 leave a last batch of 4: four steps an epoch.
  static let samples = Samples.blobs(100)

  static func model(_ schedule: (any Schedule)?, optimizer: any Optimizer = Recorder()) throws -> Model {
    var model = try Model.plain([8], [[Dense(4)]], optimizer: optimizer)
    model.schedule = schedule
    return model
  }

  /// Rate and momentum of each step: what `Recorder` wrote where the weights were.
  static func record(_ model: inout Model, epochs: Int, steps: Int? = nil) throws -> [StepPace] {
    var paces: [StepPace] = []
    var copy = model
    // One step at a time would be another training; the journal keeps all of one.
    let journal = Journal()
    copy.optimizer = Recorder(journal: journal)
    _ = try Engine(threads: 1).train(
      &copy, on: samples, validation: samples, plan: TrainingPlan(epochs: epochs, batch: 32, steps: steps)
    ) { _ in true }
    paces = journal.paces
    model = copy
    return paces
  }

  @Test func theCyclesLastStepIsTheLastOfTheTraining() throws {
    var model = try Self.model(OneCycle())
    let paces = try Self.record(&model, epochs: 25)
    #expect(paces.count == 100)
    let expected = try #require(PyTorchReference.load().schedules["onecycle max=0.1"])
    for (step, pace) in paces.enumerated() {
      #expect(abs(pace.rate - expected.rates[step]) < 1e-12)
      #expect(abs((pace.momentum ?? 0) - expected.momenta[step]) < 1e-12)
    }
  }

  @Test func aCycleThatBeginsWithinAnEpochEndsWithTheTrainingToo() throws {
    var model = try Self.model(nil)
    _ = try Self.record(&model, epochs: .max, steps: 3)
    model.schedule = OneCycle()
    let paces = try Self.record(&model, epochs: 5)
    #expect(paces.count == 17)
    #expect(abs((paces.last?.rate ?? 0) - 1e-5) < 1e-12)
    #expect(paces.map(\.rate) == ScheduleTests.paces(OneCycle(), steps: 17).map(\.rate))
  }

  @Test func eachTrainingIsACurveUnlessItsLengthIsGiven() throws {
    var model = try Self.model(CosineDecay())
    let first = try Self.record(&model, epochs: 3)
    #expect(try Self.record(&model, epochs: 3) == first)
    var long = CosineDecay()
    long.epochs = 6
    model = try Self.model(long)
    let parts = try Self.record(&model, epochs: 3) + Self.record(&model, epochs: 3)
    var whole = try Self.model(CosineDecay())
    #expect(try Self.record(&whole, epochs: 6) == parts)
    #expect(try Self.record(&model, epochs: 1).allSatisfy { $0.rate == 0 })
  }

  @Test func decaysGoOnFromTrainingToTraining() throws {
    var (model, whole) = (try Self.model(ExponentialDecay()), try Self.model(ExponentialDecay()))
    let parts =
      try Self.record(&model, epochs: 2) + Self.record(&model, epochs: .max, steps: 3)
      + Self.record(&model, epochs: 2)
    #expect(try parts == Self.record(&whole, epochs: 4))
  }

  @Test func aScheduleChosenLaterBeginsThen() throws {
    var model = try Self.model(nil)
    _ = try Self.record(&model, epochs: 5)
    model.schedule = StepDecay()
    #expect(try Self.record(&model, epochs: 1)[0].rate == model.optimizer.learningRate)
  }

  /// What is left of a curve when training is cut off is the same as without the cut.
  @Test func aTrainingCutOffFollowsTheSameCurve() throws {
    var (cut, whole) = (try Self.model(OneCycle()), try Self.model(OneCycle()))
    let paces = try Self.record(&cut, epochs: 5, steps: 7)
    #expect(try Array(Self.record(&whole, epochs: 5).prefix(7)) == paces)
  }

  @Test func stepsAloneCannotFillACurve() throws {
    var model = try Self.model(OneCycle())
    #expect(throws: Problem.self) {
      try Engine(threads: 1).step(&model, Self.samples, 3)
    }
    model.schedule = Plateau()
    #expect(throws: Problem.self) { try Engine(threads: 1).train(&model, Self.samples, epochs: 1) }
  }

  @Test func plateauHearsEveryEpoch() throws {
    var plateau = Plateau()
    (plateau.patience, plateau.minDelta, plateau.factor) = (2, 1e6, 0.5)
    var model = try Self.model(plateau)
    // No loss improves by a million, but the first does on infinity: cuts after epochs 3, 5, 7.
    let rates = try Self.record(&model, epochs: 8).map { $0.rate / model.optimizer.learningRate }
    #expect(stride(from: 0, to: 32, by: 4).map { rates[$0] } == [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125])
  }

  @Test(arguments: Schedules.family.names)
  func theBitsAreTheSameForAnyNumberOfThreads(_ name: String) throws {
    let samples = Samples.blobs(200, shape: [40])
    var digests: Set<String> = []
    for threads in [1, 2] {
      var model = try ThreadTests.model()
      model.optimizer = try Optimizers.family.make("nadam")
      model.schedule = try Schedules.family.make(name)
      _ = try Engine(threads: threads).train(
        &model, on: samples, validation: samples, plan: TrainingPlan(epochs: 3)
      ) { _ in true }
      digests.insert(model.digest)
    }
    #expect(digests.count == 1)
  }

  @Test func theRangeTestLeavesTheModelAndFindsTheCliff() throws {
    let samples = Samples.blobs(600)
    let model = try Model.plain([8], [[Dense(16), try activation("tanh")], [Dense(4)]])
    let engine = Engine(threads: 1)
    let test = try engine.rangeTest(model, on: samples, batch: 32, steps: 200, from: 1e-4, to: 1e4) { true }
    #expect(test.ending == .exploded)
    let least = try #require(test.least)
    #expect(least.rate > 0.01 && least.rate < 0.9 * (test.points.last?.rate ?? 0))
    let (first, second) = (test.points[0].rate, test.points[1].rate)
    #expect(first == 1e-4 && abs(second / first - 1.0970) < 1e-3)
    // The first loss is that of the untouched network on one batch.
    let mean = try engine.evaluate(model, on: samples).loss
    #expect(abs(test.points[0].loss / mean - 1) < 0.3)
    let again = try engine.rangeTest(model, on: samples, batch: 32, steps: 200, from: 1e-4, to: 1e4) { true }
    #expect(again.points == test.points)
  }
}

/// What an optimizer was told, in order.
private final class Journal: @unchecked Sendable {
  // Written by one thread.
  var paces: [StepPace] = []
}

private struct Recorder: Optimizer {
  static let card = Card<Recorder>("recorder", "For tests.")
  static let memory: [String] = []
  var learningRate = 0.1
  var journal = Journal()
  init() {}
  init(journal: Journal) { self.journal = journal }
  func update(_ stretch: UpdateStretch) {
    journal.paces.append(StepPace(rate: stretch.rate, momentum: stretch.momentum))
  }
}
