import Basis

/// Places of one training's steps on the curve of a schedule.
struct Curve {
  private let batch: Int
  private let stepsPerEpoch: Int
  /// The number of the curve's first step in the model's life; nil where epochs are counted from the schedule's choice.
  private let firstStep: Int?
  private let totalSteps: Int

  /// Without a plan the length is that of one epoch.
  init(of model: Model, plan: TrainingPlan?, batch: Int, samples: Int) {
    self.batch = max(1, min(batch, max(1, samples)))
    let stepsPerEpoch = max(1, (samples + self.batch - 1) / self.batch)
    self.stepsPerEpoch = stepsPerEpoch
    func product(_ epochs: Int) -> Int {
      let (steps, overflows) = stepsPerEpoch.multipliedReportingOverflow(by: epochs)
      return overflows ? .max : steps
    }
    if let finite = model.schedule as? any FiniteSchedule, finite.epochs > 0 {
      (firstStep, totalSteps) = (nil, product(finite.epochs))
    } else {
      // An unfinished epoch counts as one of the plan's, with the steps that it has left.
      let seen = model.samplesOfEpoch < samples ? model.samplesOfEpoch : 0
      let done = stepsPerEpoch - (samples - seen + self.batch - 1) / self.batch
      (firstStep, totalSteps) = (model.steps, max(1, product(plan?.epochs ?? 1) - done))
    }
  }

  /// The place of the step that follows these samples of the model's present epoch.
  func place(of model: Model, samplesOfEpoch: Int, steps: Int) -> SchedulePlace {
    let epoch = max(0, model.epochs - model.scheduleStart)
    let stepOfEpoch = min((samplesOfEpoch + batch - 1) / batch, stepsPerEpoch - 1)
    let (whole, overflows) = epoch.multipliedReportingOverflow(by: stepsPerEpoch)
    return SchedulePlace(
      epoch: epoch, stepOfEpoch: stepOfEpoch, stepsPerEpoch: stepsPerEpoch,
      step: firstStep.map { steps - $0 } ?? (overflows ? .max : whole + stepOfEpoch), totalSteps: totalSteps,
      memory: model.scheduleMemory)
  }
}

extension SchedulePlace {
  /// The place of a step counted from 0 when a schedule is chosen and a training of so many epochs begins.
  package init(
    ofStep step: Int, _ schedule: any Schedule, epochs: Int, stepsPerEpoch: Int
  ) {
    let length = (schedule as? any FiniteSchedule)?.epochs ?? 0
    self.init(
      epoch: step / stepsPerEpoch, stepOfEpoch: step % stepsPerEpoch, stepsPerEpoch: stepsPerEpoch,
      step: step,
      totalSteps: (length > 0 ? length : epochs) * stepsPerEpoch)
  }
}
