import Basis
import NeuralNet
import Testing

/// A training that goes on where an earlier attempt stood ends with the bits of one that was never interrupted.
@Suite struct ResumptionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let prepare: @Sendable (inout Model, inout TrainingPlan) -> Void
  }

  static let cases: [Case] = [
    Case(testDescription: "plain") { _, _ in },
    Case(testDescription: "early stopping") { _, plan in (plan.epochs, plan.patience) = (60, 3) },
    Case(testDescription: "early stopping that keeps the latest") { _, plan in
      (plan.epochs, plan.patience, plan.restoresBest) = (60, 3, false)
    },
    Case(testDescription: "1cycle") { model, _ in model.schedule = OneCycle() },
    Case(testDescription: "plateau") { model, _ in model.schedule = Plateau() },
    Case(testDescription: "clipping") { model, _ in model.clipping = GlobalNormClipping() },
    Case(testDescription: "steps in the middle of an epoch") { _, plan in plan.steps = 11 },
    Case(testDescription: "steps at an epoch's end") { _, plan in plan.steps = 12 },
    Case(testDescription: "an epoch left unfinished before") { model, _ in
      _ = try? Engine(threads: 1).step(&model, ContinuationTests.samples, 2)
    },
  ]

  private static let validation = Samples.blobs(60, seed: 2)

  private static func start(_ test: Case) throws -> (model: Model, plan: TrainingPlan) {
    var model = try Model.plain(
      [8], [[Dense(12), BatchNormalization(), try activation("relu"), Dropout(0.2)], [Dense(4)]],
      optimizer: Nadam())
    var plan = TrainingPlan(epochs: 7)
    test.prepare(&model, &plan)
    return (model, plan)
  }

  @Test(arguments: cases) func everyEpochIsAPlaceToGoOnFrom(_ test: Case) throws {
    try compare(test, at: .epoch)
  }

  @Test(arguments: cases) func everyStepIsAPlaceToGoOnFrom(_ test: Case) throws {
    try compare(test, at: .step)
  }

  private func compare(_ test: Case, at wanted: TrainingMoment) throws {
    let (before, plan) = try Self.start(test)
    var whole = before
    var standings: [TrainingStanding] = []
    var reports: [EpochReport] = []
    let outcome = try Engine(threads: 1).train(
      &whole, on: ContinuationTests.samples, validation: Self.validation, plan: plan,
      keep: { moment, standing in if moment == wanted { standings.append(standing()) } }
    ) { event in
      if case .epoch(let report) = event { reports.append(report) }
      return true
    }
    #expect(reports.count == outcome.epochs)
    if wanted == .epoch { #expect(standings.count == reports.count) }
    if wanted == .step { #expect(standings.count > reports.count) }
    // Every seventh of many steps meets every place of an epoch.
    let stride = wanted == .epoch ? 1 : 7
    for index in Swift.stride(from: 0, to: standings.count, by: stride) {
      let standing = standings[index]
      let done = standing.tally.epochs
      var again = before
      var later: [EpochReport] = []
      let moved = TrainingStanding(
        model: try before.with(standing.model.moved()),
        best: try standing.best.map { try before.with($0.moved()) }, tally: standing.tally,
        part: try standing.part.map {
          TrainingStanding.Part(model: try before.with($0.model.moved()), tally: $0.tally)
        })
      let end = try Engine(threads: 2).train(
        &again, on: ContinuationTests.samples, validation: Self.validation, plan: plan, from: moved
      ) { event in
        if case .epoch(let report) = event { later.append(report) }
        return true
      }
      expectSame(whole, again)
      #expect(again.memory == whole.memory && again.scheduleMemory == whole.scheduleMemory)
      #expect(end.epochs == outcome.epochs && end.steps == outcome.steps && end.samples == outcome.samples)
      #expect(end.earlyStopping == outcome.earlyStopping && end.clipping == outcome.clipping)
      #expect(end.seconds >= standing.tally.seconds)
      #expect(later.map(\.epoch) == reports.dropFirst(done).map(\.epoch))
      #expect(later.map(\.training) == reports.dropFirst(done).map(\.training))
      #expect(later.map(\.samples) == reports.dropFirst(done).map(\.samples))
      #expect(later.map(\.clipping) == reports.dropFirst(done).map(\.clipping))
      #expect(later.map(\.pace) == reports.dropFirst(done).map(\.pace))
    }
  }

  /// Divergence leads back to the end of the latest epoch, however often the one after it was interrupted.
  @Test func aDivergenceLeadsBackToTheSamePlace() throws {
    var wild = GradientDescent()
    wild.learningRate = 1e12
    let before = try Model.plain([8], [[Dense(12)], [Dense(4)]], loss: MeanSquaredError(), optimizer: wild)
    var standings: [TrainingStanding] = []
    var whole = before
    func train(_ model: inout Model, from standing: TrainingStanding?) throws -> TrainingOutcome {
      try Engine(threads: 1).train(
        &model, on: ContinuationTests.samples, validation: nil, plan: TrainingPlan(epochs: 3), from: standing,
        keep: { standings.append($1()) }, listen: { _ in true })
    }
    let outcome = try train(&whole, from: nil)
    guard case .diverged(let first) = outcome.ending else {
      Issue.record("it did not diverge")
      return
    }
    let kept = standings
    #expect(!kept.isEmpty)
    for standing in kept {
      var again = before
      let end = try train(&again, from: standing)
      guard case .diverged(let second) = end.ending else {
        Issue.record("it did not diverge again")
        return
      }
      expectSame(whole, again)
      #expect(first.step == second.step && first.block == second.block && end.steps == outcome.steps)
    }
  }

  @Test func numbersOfAnotherNetworkAreRefused() throws {
    let (model, _) = try Self.start(Self.cases[0])
    let other = try Model.plain([8], [[Dense(4)]], optimizer: Nadam())
    #expect(throws: Problem.self) { try model.with(other.moved()) }
    var moved = model.moved()
    moved.memory.removeLast()
    #expect(throws: Problem.self) { try model.with(moved) }
    moved = model.moved()
    moved.progress.steps = -1
    #expect(throws: Problem.self) { try model.with(moved) }
  }
}
