import Basis
import DataSets
import Language
import NeuralNet

/// Runs a training for the learner: shows progress, keeps the books, and words the end.
struct Trainer {
  private let lab: Lab
  private let plan: TrainingPlan
  /// For experiments that show a divergence: it is news, but no failure.
  private let toleratesDivergence: Bool
  /// Whether it is kept among the runs.
  private let isRun: Bool

  init(_ lab: Lab, _ plan: TrainingPlan, toleratesDivergence: Bool = false, isRun: Bool = true) {
    self.lab = lab
    self.plan = plan
    self.toleratesDivergence = toleratesDivergence
    self.isRun = isRun
  }

  func train() throws -> Report {
    let (before, data) = try lab.needFittingModel()
    var model = before
    let display = TrainingDisplay(lab, plan, data)
    var curve = RunCurve(errorUnit: data.errorUnit)
    var epochs: [EpochRecord] = []
    let trail = try lab.trail?.training(of: before, plan, on: data)
    func note(_ report: EpochReport) {
      curve.add(report)
      epochs.append(EpochRecord(report))
    }
    trail?.reports.forEach(note)
    let outcome = try lab.engine.train(
      &model, on: data.train, validation: data.count(of: .validation) > 0 ? data.validation : nil, plan: plan,
      pictures: lab.state.pictures, from: trail?.standing, keep: { trail?.keep($0, $1) }
    ) { event in
      display.show(event)
      if case .epoch(let report) = event {
        note(report)
        trail?.heard(report)
      }
      return !lab.isInterrupted
    }
    if let trail { lab.trail?.ended(trail, outcome) }
    lab.output.progress(nil)
    lab.state.model = model
    lab.state.training.seconds += outcome.seconds
    lab.state.training.samples += outcome.samples
    lab.state.training.clipping = outcome.clipping
    lab.state.training.batch = plan.batch
    lab.state.training.epochs += epochs
    if isRun { lab.noteRun(outcome, curve, plan) }

    var report = display.report(outcome)
    add(outcome, model, data, to: &report)
    switch outcome.ending {
    case .completed: break
    case .interrupted:
      report.scriptLine =
        outcome.steps > 0 ? scriptLine(outcome) : "# training stopped at once"
      report.say(
        StyledText(
          "Stopped after \(outcome.steps.counted("step")); the network keeps what it has learned. train goes on from "
            + "here, undo goes back."))
      report.problem = Problem("training was interrupted", kind: .interrupted)
    case .diverged(let divergence):
      let kept = divergence.restoredEpochs
      report.scriptLine = kept > 0 ? scriptLine(outcome, epochs: kept) : "# training that diverged at once"
      let problem = problem(divergence, outcome, kept: kept)
      if toleratesDivergence {
        report.say(StyledText("Diverged: ", .bad) + StyledText(problem.message))
      } else {
        report.problem = problem
      }
    }
    return report
  }

  private func add(_ outcome: TrainingOutcome, _ model: Model, _ data: DataSet, to report: inout Report) {
    let speed = outcome.seconds > 0 ? Double(outcome.samples) / outcome.seconds : 0
    let unit = data.isImages ? "images/s" : "samples/s"
    let amount = plan.steps == nil ? outcome.epochs.counted("epoch") : outcome.steps.counted("step")
    report.add(
      line: StyledText(
        "\(amount) in \(Numbers.duration(outcome.seconds)) · \(Numbers.short(speed.rounded())) \(unit) · digest "
          + model.digest))
    if let penalty = outcome.last?.penalty, !model.regularizers.isEmpty {
      let names = model.regularizerNotations.joined(separator: " · ")
      report.say(StyledText("\(names): adds \(Numbers.short(penalty)) to the loss, not included above."))
      report.add(data: "penalty", .number(penalty))
    }
    let spare = model.spareOutputs(for: data.targets(of: .train))
    if spare > 0 {
      report.say(
        StyledText(
          DataReport.spareOutputs(spare, of: model, data).capitalizedFirst
            + " and learn\(spare == 1 ? "s" : "") to be "
            + "improbable."))
      report.add(data: "spareOutputs", .integer(spare))
    }
    if let stopping = outcome.earlyStopping { add(stopping, to: &report) }
    if let clipping = outcome.clipping { ClipCommand.add(clipping, to: &report) }
    report.add(data: "epochs", .integer(outcome.epochs))
    report.add(data: "steps", .integer(outcome.steps))
    report.add(data: "seconds", .number(outcome.seconds))
    report.add(data: "samplesPerSecond", .number(speed))
    report.add(data: "digest", .text(model.digest))
    let ending =
      switch outcome.ending {
      case .completed: "completed"
      case .interrupted: "interrupted"
      case .diverged: "diverged"
      }
    report.add(data: "ending", .text(ending))
  }

  private func add(_ stopping: EarlyStopping, to report: inout Report) {
    let loss = plan.countsPenalty ? "validation loss with penalty" : "validation loss"
    let best = "\(loss) \(Numbers.short(stopping.bestLoss)) at epoch \(stopping.bestEpoch)"
    if stopping.bestEpoch > 0 {
      report.say(
        StyledText(
          (stopping.hasStopped
            ? "Stopped early: no better for \(stopping.waitedEpochs.counted("epoch")). " : "")
            + "Best \(best); "
            + (stopping.isRestored ? "the network is back there." : "the network is the latest.")))
    }
    report.add(data: "bestEpoch", .integer(stopping.bestEpoch))
    report.add(data: "bestLoss", .number(stopping.bestLoss))
    report.add(data: "stoppedEarly", .flag(stopping.hasStopped))
    report.add(data: "restored", .flag(stopping.isRestored))
  }

  /// The command that does the part of this training that was done. A curve that stretches over the training has to know
  /// all of it.
  private func scriptLine(_ outcome: TrainingOutcome, epochs: Int? = nil) -> String {
    let batch = "batch=\(plan.batch)"
    if let finite = lab.state.schedule as? any FiniteSchedule, finite.epochs == 0, plan.epochs != .max {
      return "train \(plan.epochs) steps=\(outcome.steps) \(batch)"
    }
    return epochs.map { "train \($0) \(batch)" } ?? "step \(outcome.steps) \(batch)"
  }

  /// `loss became NaN at step 41: layer 2's gradient norm was 3e18`, and two things to try.
  private func problem(_ divergence: Divergence, _ outcome: TrainingOutcome, kept: Int) -> Problem {
    let layer = "layer \(divergence.block + 1)"
    let reason =
      divergence.gradientNorm.map {
        "\(layer)'s gradient norm was \(Numbers.scientific($0, digits: 1)) one step before"
      }
      ?? "it began in \(layer)'s \(divergence.quantity.rawValue)"
    let rate = (lab.state.schedule as? OneCycle)?.max ?? lab.state.optimizer.learningRate
    // To be typed as it stands: no separators, no trailing zeros, nothing of what binary division leaves.
    let smaller = Numbers.exact(Double(Numbers.scientific(rate / 10)) ?? rate / 10)
    let clip =
      lab.state.clipping == nil ? "clip norm 1" : "init he with relu, init glorot with tanh or sigmoid"
    let back =
      kept > 0
      ? "The network is back at the end of epoch \(kept)" : "The network is back where this training began"
    if divergence.quantity == .input {
      return Problem(
        "loss became NaN at step \(Numbers.grouped(divergence.step)): a sample of that batch holds something that is "
          + "not a number. \(back).", advice: "data says which features have missing values")
    }
    let what =
      divergence.loss.map { $0.isNaN ? "loss became NaN" : "loss became infinite" }
      ?? "weights became infinite"
    return Problem(
      "\(what) at step \(Numbers.grouped(divergence.step)): \(reason). \(back).",
      advice:
        "try \(lab.state.schedule is OneCycle ? "schedule onecycle max" : "optimizer lr")=\(smaller), or \(clip)"
    )
  }
}
