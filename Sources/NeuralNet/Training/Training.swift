import Basis

extension Engine {
  /// Trains in place. `listen` returns false to stop between two batches; then and at every other end
  /// the model is consistent: its numbers and counters say what was done.
  ///
  /// An epoch's order of samples depends on the model's seed and the number of epochs behind it alone, so that 5 and 5
  /// epochs are 10. Augmentations change `pictures`, which are the training samples before they were scaled. An epoch that
  /// was left unfinished is finished first and counts as one of the plan's.
  ///
  /// `keep` may ask after each epoch and each step where training stands, and another attempt at the same training, with
  /// the same model, go on `from` there: the bits are those of a training that was never interrupted.
  package func train(
    _ model: inout Model, on training: Samples, validation: Samples?, plan: TrainingPlan,
    pictures: Pictures? = nil, from standing: TrainingStanding? = nil,
    keep: (TrainingMoment, () -> TrainingStanding) -> Void = { _, _ in }, listen: (TrainingEvent) -> Bool
  ) throws -> TrainingOutcome {
    guard plan.epochs > 0, plan.batch > 0, plan.steps ?? 1 > 0 else {
      throw Problem(
        "training takes at least one epoch, one step and one sample a batch, got \(plan.epochs) epochs, "
          + "\(plan.steps.map { "\($0) steps, " } ?? "")batch=\(plan.batch)",
        advice: "train 10 batch=32")
    }
    guard model.network.layout.parameterCount > 0 else {
      throw Problem("this network has nothing to train: no layer has parameters", advice: "layer dense 10")
    }
    if plan.patience != nil, validation == nil {
      throw Problem(
        "early stopping watches the validation loss, and there is no validation data",
        advice: "split deals some (help split), or train without patience")
    }
    try Engine.check(model.schedule, plan, hasValidation: validation != nil)
    guard !model.network.layout.moving.isEmpty else {
      throw Problem("every layer with parameters is frozen, so nothing would move", advice: "unfreeze")
    }
    if let validation { try Engine.check(model, validation, needsTargets: true) }
    let batch = min(plan.batch, max(1, training.count))
    let portion = Engine.portion(model, of: max(training.count, validation?.count ?? 0))
    let workspace = try workspace(model, batch: max(batch, portion), samples: training)
    workspace.augmenter = try Augmenter(model, training, pictures)
    defer { workspace.augmenter = nil }
    return BatchSource.with(training) { source in
      let run = TrainingRun(
        self, workspace, model, source, validation, plan, batch: batch, portion: portion)
      if let standing { run.resume(standing) }
      let outcome = run.run(listen, offer: keep)
      model = run.model
      return outcome
    }
  }

  private static func check(_ schedule: (any Schedule)?, _ plan: TrainingPlan, hasValidation: Bool) throws {
    if let finite = schedule as? any FiniteSchedule, finite.epochs == 0, plan.epochs == .max {
      throw Problem(
        "schedule \(finite.name) runs from the beginning to the end of a training, and step does not say where that is",
        advice: "train 5, or schedule \(finite.name) epochs=5 for a curve of its own")
    }
    if schedule is any PerformanceSchedule, !hasValidation {
      throw Problem(
        "schedule plateau watches the validation loss, and there is no validation data",
        advice: "split deals some (help split), or schedule exponential")
    }
  }
}
