import Basis

/// One training in progress.
final class TrainingRun {
  /// As of the last moment when everything was known to be finite: the start of the epoch, or of this training.
  private(set) var model: Model
  private let engine: Engine
  private let workspace: Workspace
  private let source: BatchSource
  private let validation: Samples?
  private let plan: TrainingPlan
  private let batch: Int
  private let portion: Int
  private let start = ContinuousClock.now
  /// That an earlier attempt took.
  private var earlierSeconds = 0.0
  private let firstStep: Int
  private let curve: Curve
  private var clipping: ClippingTally

  // What has happened since `model`.
  private var steps: Int
  private var samplesOfEpoch: Int
  private var pace = StepPace(rate: 0)
  private var part: TrainingStanding.PartTally
  private let order: UnsafeMutablePointer<Int>

  // What has happened in this training.
  private var outcome: TrainingOutcome
  private var stopping: EarlyStopping?
  private var best: Model?

  init(
    _ engine: Engine, _ workspace: Workspace, _ model: Model, _ source: BatchSource, _ validation: Samples?,
    _ plan: TrainingPlan, batch: Int, portion: Int
  ) {
    (self.engine, self.workspace, self.model, self.source) = (engine, workspace, model, source)
    (self.validation, self.plan, self.batch, self.portion) = (validation, plan, batch, portion)
    firstStep = model.steps
    curve = Curve(of: model, plan: plan, batch: batch, samples: source.count)
    steps = model.steps
    // The data may have changed since the epoch was left.
    samplesOfEpoch = model.samplesOfEpoch < source.count ? model.samplesOfEpoch : 0
    order = .allocate(capacity: source.count)
    stopping = plan.patience == nil ? nil : EarlyStopping()
    clipping = ClippingTally(isOn: model.clipping != nil)
    part = .init(clipping: clipping)
    outcome = TrainingOutcome(
      ending: .completed, epochs: 0, steps: 0, seconds: 0, samples: 0, clipping: nil, last: nil)
  }

  deinit { order.deallocate() }

  /// Goes on from where an earlier attempt at this very training stood.
  func resume(_ standing: TrainingStanding) {
    (model, best) = (standing.model, standing.best)
    let now = standing.part?.model ?? model
    workspace.load(now)
    steps = now.steps
    if let begun = standing.part {
      (part, samplesOfEpoch) = (begun.tally, now.samplesOfEpoch)
    } else {
      samplesOfEpoch = 0
    }
    let tally = standing.tally
    (outcome.epochs, outcome.steps, outcome.samples) = (tally.epochs, tally.steps, tally.samples)
    (outcome.last, stopping, clipping) = (tally.last, tally.stopping, tally.clipping)
    earlierSeconds = tally.seconds
  }

  /// Between two epochs.
  private var standing: TrainingStanding {
    TrainingStanding(
      model: model, best: best,
      tally: .init(
        epochs: outcome.epochs, steps: outcome.steps, samples: outcome.samples, seconds: elapsed,
        stopping: stopping, clipping: clipping, last: outcome.last))
  }

  /// Between two steps, so many seconds after the epoch, or this attempt, began.
  private func standing(after seconds: Double) -> TrainingStanding {
    var now = model
    workspace.store(into: &now)
    (now.steps, now.samplesOfEpoch) = (steps, samplesOfEpoch)
    var whole = standing
    whole.part = .init(model: now, tally: part)
    whole.part?.tally.seconds += seconds
    return whole
  }

  /// `offer` can have after each step and each epoch where training stands.
  func run(
    _ listen: (TrainingEvent) -> Bool, offer: (TrainingMoment, () -> TrainingStanding) -> Void
  ) -> TrainingOutcome {
    var ending: TrainingOutcome.Ending? =
      stopping?.hasStopped == true || outcome.steps == plan.steps ? .completed : nil
    while ending == nil, outcome.epochs < plan.epochs { ending = epoch(listen, offer) }
    outcome.ending = ending ?? .completed
    restore(ending)
    outcome.seconds = elapsed
    outcome.clipping = clipping.summary
    return outcome
  }

  /// Runs to the end of the present epoch. Returns how training ended, or nil to go on.
  private func epoch(
    _ listen: (TrainingEvent) -> Bool, _ offer: (TrainingMoment, () -> TrainingStanding) -> Void
  ) -> TrainingOutcome.Ending? {
    let begin = ContinuousClock.now
    var gradients: [Double?]?
    var wantsMore = true
    shuffle()
    while samplesOfEpoch < source.count {
      let count = min(batch, source.count - samplesOfEpoch)
      let isLast = samplesOfEpoch + count == source.count
      if isLast && plan.watchesGradients {
        step(count, plan.hearsGradients != nil ? [.gradient, .statistics] : .gradient)
        gradients = workspace.meanGradients()
        step(count, .update)
      } else {
        step(count, plan.hearsGradients != nil ? [.step, .statistics] : .step)
      }
      let loss = workspace.meanLoss(batch: count)
      guard loss.isFinite else { return diverged(loss) }
      part.scores.add(workspace, batch: count)
      if let effect = workspace.clippingEffect {
        part.clipping.add(effect)
        clipping.add(effect)
      }
      steps += 1
      samplesOfEpoch += count
      outcome.steps += 1
      outcome.samples += count
      if let hear = plan.hearsGradients { hear(workspace.gradientStatistics()) }
      wantsMore = listen(
        .step(
          number: (samplesOfEpoch + batch - 1) / batch, ofEpoch: outcome.epochs + 1,
          stepsPerEpoch: (source.count + batch - 1) / batch, loss: loss, seconds: elapsed))
      if !wantsMore || outcome.steps == plan.steps { break }
      if samplesOfEpoch < source.count { offer(.step) { standing(after: seconds(since: begin)) } }
    }
    part.seconds += seconds(since: begin)
    let isComplete = samplesOfEpoch == source.count
    if !isComplete, !wantsMore { offer(.interruption) { standing(after: 0) } }
    guard keep(isComplete: isComplete) else { return diverged(nil) }
    guard isComplete else { return wantsMore ? .completed : .interrupted }
    outcome.epochs += 1
    let validation = validate()
    if let loss = validation?.loss, let schedule = model.schedule as? any PerformanceSchedule {
      schedule.hear(loss, memory: &model.scheduleMemory)
    }
    let report = EpochReport(
      epoch: outcome.epochs, epochs: plan.epochs, training: part.scores.evaluation(source),
      validation: validation, penalty: workspace.penalty, pace: pace, seconds: part.seconds,
      samples: part.scores.samples, clipping: part.clipping.summary, gradients: gradients)
    part = .init(clipping: ClippingTally(isOn: model.clipping != nil))
    outcome.last = report
    wantsMore = listen(.epoch(report)) && wantsMore
    let isOver = wait(validation)
    let isStopped = !isOver && !wantsMore && outcome.epochs < plan.epochs
    offer(isStopped ? .interruption : .epoch) { standing }
    if isOver { return .completed }
    if isStopped { return .interrupted }
    return outcome.steps == plan.steps ? .completed : nil
  }

  private func step(_ count: Int, _ parts: Job.Parts) {
    pace = model.pace(at: curve.place(of: model, samplesOfEpoch: samplesOfEpoch, steps: steps))
    workspace.run(
      Job(
        parts, .training, Batch(source, order: order, first: samplesOfEpoch, count: count), step: steps,
        pace: pace),
      threads: engine.threads)
  }

  /// Goes back to the last good state and over the same steps again, now looking at every number.
  private func diverged(_ loss: Double?) -> TrainingOutcome.Ending {
    workspace.load(model)
    let bad = steps
    (steps, samplesOfEpoch) = (model.steps, model.samplesOfEpoch < source.count ? model.samplesOfEpoch : 0)
    shuffle()
    var norms: [Double]?
    var found: (block: Int, quantity: Divergence.Quantity)?
    while samplesOfEpoch < source.count {
      let count = min(batch, source.count - samplesOfEpoch)
      step(count, .gradient)
      found = workspace.firstNotFinite(batch: count)
      if found != nil { break }
      norms = workspace.gradientNorms()
      step(count, .update)
      found = workspace.firstWeightNotFinite()
      if found != nil { break }
      steps += 1
      samplesOfEpoch += count
    }
    guard let found else {
      preconditionFailure("step \(bad + 1) was not finite, and finite when it was repeated")
    }
    outcome.steps = model.steps - firstStep
    return .diverged(
      Divergence(
        step: steps + 1, loss: loss, block: found.block, quantity: found.quantity,
        gradientNorm: norms?[found.block],
        restoredEpochs: outcome.epochs))
  }

  /// Takes the workspace's numbers as the model's. Returns false, and leaves the model, if they are not all finite.
  private func keep(isComplete: Bool) -> Bool {
    guard workspace.isFinite else { return false }
    workspace.store(into: &model)
    model.steps = steps
    if isComplete {
      model.epochs += 1
      samplesOfEpoch = 0
    }
    model.samplesOfEpoch = samplesOfEpoch
    return true
  }

  /// Keeps the best model so far; says whether patience has run out.
  private func wait(_ validation: Evaluation?) -> Bool {
    guard let patience = plan.patience, var state = stopping, var loss = validation?.loss else {
      return false
    }
    if plan.countsPenalty { loss += workspace.penalty }
    if loss < state.bestLoss - plan.minDelta {
      (state.bestLoss, state.bestEpoch, state.waitedEpochs) = (loss, outcome.epochs, 0)
      if plan.restoresBest { best = model }
    } else {
      state.waitedEpochs += 1
      state.hasStopped = state.waitedEpochs >= patience
    }
    stopping = state
    return state.hasStopped
  }

  /// Everything goes back, counters and memories included: training on from here is as if the rest had never been.
  private func restore(_ ending: TrainingOutcome.Ending?) {
    let isOver = ending == nil || stopping?.hasStopped == true
    if isOver, let best {
      model = best
      stopping?.isRestored = true
    }
    outcome.earlyStopping = stopping
  }

  private func validate() -> Evaluation? {
    guard let validation else { return nil }
    return BatchSource.with(validation) { engine.evaluate(workspace, $0, portion: portion) }
  }

  private var elapsed: Double { earlierSeconds + seconds(since: start) }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - start).inSeconds
  }

  /// The present epoch's samples in the order in which training takes them, and as it will see them.
  private func shuffle() {
    var random = Random(seed: model.seed).stream("shuffle", model.epochs)
    workspace.augmenter?.begin(epoch: model.epochs)
    for (place, sample) in random.permutation(source.count).enumerated() { order[place] = sample }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
