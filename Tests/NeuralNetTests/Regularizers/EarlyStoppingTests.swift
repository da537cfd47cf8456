import Basis
import NeuralNet
import Testing

@Suite struct EarlyStoppingTests {
  /// Labels of validation are those of other blobs: its loss gets worse while training learns.
  static func run(
    _ plan: TrainingPlan, threads: Int = 1, stopAfter: Int = .max, regularizers: [any Regularizer] = [],
    hear: (EpochReport) -> Void = { _ in }
  ) throws -> (model: Model, outcome: TrainingOutcome, losses: [Double]) {
    let (training, validation) = (Samples.blobs(60, seed: 1), Samples.blobs(60, seed: 2))
    var model = try Model.plain(
      [8], [[Dense(12), BatchNormalization(), try activation("tanh")], [Dense(4)]], optimizer: Adam())
    model.optimizer.learningRate = 0.01
    model.regularizers = regularizers.map { Regularization($0) }
    var losses: [Double] = []
    let outcome = try Engine(threads: threads).train(
      &model, on: training, validation: validation, plan: plan
    ) { event in
      if case .epoch(let report) = event {
        losses.append(report.validation?.loss ?? .nan)
        hear(report)
      }
      return losses.count < stopAfter
    }
    return (model, outcome, losses)
  }

  static func plan(_ epochs: Int, patience: Int?, minDelta: Double = 0, restores: Bool = true) -> TrainingPlan
  {
    var plan = TrainingPlan(epochs: epochs)
    (plan.patience, plan.minDelta, plan.restoresBest) = (patience, minDelta, restores)
    return plan
  }

  @Test func trainingStopsAfterPatienceAndTheBestEpochIsRestoredWhole() throws {
    let run = try Self.run(Self.plan(200, patience: 4))
    let stopping = try #require(run.outcome.earlyStopping)
    let best = try #require(run.losses.indices.min { run.losses[$0] < run.losses[$1] })
    #expect(stopping.hasStopped && stopping.isRestored)
    #expect(stopping.bestEpoch == best + 1 && stopping.bestLoss == run.losses[best])
    #expect(run.losses.count == best + 1 + 4)
    // The model is bit for bit what a training of just so many epochs gives, and goes on as that one does.
    var plain = try Self.run(TrainingPlan(epochs: best + 1)).model
    var restored = run.model
    #expect(restored.digest == plain.digest && restored.network.state == plain.network.state)
    #expect(
      restored.memory == plain.memory && restored.epochs == plain.epochs && restored.steps == plain.steps)
    try Engine(threads: 1).train(&plain, Samples.blobs(60, seed: 1), epochs: 2)
    try Engine(threads: 1).train(&restored, Samples.blobs(60, seed: 1), epochs: 2)
    #expect(restored.digest == plain.digest)
  }

  @Test func theBestIsRestoredThoughPatienceNeverRanOut() throws {
    let all = try Self.run(Self.plan(200, patience: 4))
    let best = try #require(all.outcome.earlyStopping).bestEpoch
    let run = try Self.run(Self.plan(best + 2, patience: 50))
    #expect(run.outcome.earlyStopping?.hasStopped == false)
    #expect(run.outcome.earlyStopping?.isRestored == true)
    #expect(run.model.digest == all.model.digest)
  }

  @Test func withoutRestoringTheLatestRemains() throws {
    let run = try Self.run(Self.plan(200, patience: 4, restores: false))
    #expect(run.outcome.earlyStopping?.isRestored == false)
    #expect(run.model.digest == (try Self.run(TrainingPlan(epochs: run.losses.count)).model.digest))
  }

  @Test func thePenaltyCountsIfItIsAskedFor() throws {
    var plan = Self.plan(60, patience: 60)
    plan.countsPenalty = true
    var penalized: [(loss: Double, whole: Double)] = []
    var l2 = L2Penalty()
    l2.strength = 0.03
    let run = try Self.run(plan, regularizers: [l2]) {
      penalized.append(($0.validation?.loss ?? .nan, ($0.validation?.loss ?? .nan) + $0.penalty))
    }
    let best = try #require(penalized.indices.min { penalized[$0].whole < penalized[$1].whole })
    #expect(run.outcome.earlyStopping?.bestEpoch == best + 1)
    #expect(run.outcome.earlyStopping?.bestLoss == penalized[best].whole)
    #expect(penalized[best].whole > penalized[best].loss + 0.01)
  }

  @Test func aLargeMinimumDeltaStopsAtTheFirstChance() throws {
    let run = try Self.run(Self.plan(50, patience: 3, minDelta: 1e6))
    #expect(run.losses.count == 4 && run.outcome.earlyStopping?.bestEpoch == 1)
  }

  @Test func anInterruptionKeepsTheLatest() throws {
    let best = try #require(try Self.run(Self.plan(200, patience: 4)).outcome.earlyStopping).bestEpoch
    let run = try Self.run(Self.plan(200, patience: 4), stopAfter: best + 2)
    #expect(run.outcome.earlyStopping?.isRestored == false)
    #expect(run.model.epochs == best + 2)
  }

  @Test func withoutValidationThereIsNothingToWatch() throws {
    var model = try Model.plain([8], [[Dense(4)]])
    #expect(throws: Problem.self) {
      try Engine(threads: 1).train(
        &model, on: Samples.blobs(40), validation: nil, plan: Self.plan(5, patience: 2)
      ) { _ in true }
    }
  }
}
