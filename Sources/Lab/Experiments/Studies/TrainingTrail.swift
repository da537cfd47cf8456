import Basis
import Experiments
import Interchange
import NeuralNet

/// One training's part of a run's trail.
final class TrainingTrail {
  /// More checkpoints than this share of the time must not take.
  private static let mostTime = 0.05
  /// Within epochs they are ten times rarer, and take less.
  private static let stepPause = 10.0
  private static let mostTimeOfSteps = 0.02

  private let keeper: StudyKeeper?
  private let progress: StudyProgress?
  private let run: Int
  private let file: String
  private let plan: TrainingPlan
  private let samplesPerEpoch: Int
  private let makeKey: () throws -> String
  private var key: String?
  /// Every epoch so far, those of an earlier attempt first.
  private(set) var reports: [EpochReport] = []
  /// Where an earlier attempt stood.
  private(set) var standing: TrainingStanding?
  /// When it was kept last, and how long that took.
  private var kept: (time: Double, seconds: Double) = (StudyKeeper.now, 0)

  init(
    _ keeper: StudyKeeper?, _ progress: StudyProgress?, run: Int, file: String, _ plan: TrainingPlan,
    samplesPerEpoch: Int, key: @escaping () throws -> String
  ) {
    (self.keeper, self.progress, self.run, self.file) = (keeper, progress, run, file)
    (self.plan, self.samplesPerEpoch, makeKey) = (plan, samplesPerEpoch, key)
  }

  /// Takes what an earlier attempt has left, if it is of this training.
  func resume(_ bytes: [UInt8], from model: Model) throws -> TrainingStanding? {
    do {
      let saved = try SavedTraining(bytes)
      guard saved.key == (try currentKey()) else { return nil }
      standing = try saved.standing(from: model)
      reports = saved.reports
      return standing
    } catch let problem as Problem {
      keeper?.passedOver(problem)
      return nil
    }
  }

  /// Whether how many epochs there will be is known.
  private var isCounted: Bool { plan.steps == nil && plan.epochs < 1 << 30 }

  func announce() {
    guard isCounted else { return }
    // An epoch that is over is no part any more.
    let begun = min(standing?.part?.model.samplesOfEpoch ?? 0, samplesPerEpoch - 1)
    progress?.announced(
      run, epochs: plan.epochs, done: standing?.tally.epochs ?? 0,
      part: begun > 0 ? Double(begun) / Double(samplesPerEpoch) : 0, seconds: standing?.tally.seconds ?? 0,
      mayStopEarly: plan.patience != nil, at: StudyKeeper.now)
  }

  func heard(_ report: EpochReport) {
    reports.append(report)
    if isCounted { progress?.madeEpoch(run) }
  }

  /// Keeps where training stands, not too often: an epoch may take a second or an hour.
  func keep(_ moment: TrainingMoment, _ standing: () -> TrainingStanding) {
    guard let keeper else { return }
    let start = StudyKeeper.now
    let pause =
      switch moment {
      case .epoch: max(keeper.checkpointSeconds, kept.seconds / TrainingTrail.mostTime)
      case .step:
        max(TrainingTrail.stepPause * keeper.checkpointSeconds, kept.seconds / TrainingTrail.mostTimeOfSteps)
      case .interruption: 0.0
      }
    guard start - kept.time >= pause, keeper.isKeeping else { return }
    keeper.keep(of: file) {
      try SavedTraining(standing(), reports: reports, key: try currentKey()).bytes()
    }
    kept = (StudyKeeper.now, StudyKeeper.now - start)
  }

  func ended(_ outcome: TrainingOutcome) {
    if isCounted { progress?.gaveUp(run, epochs: plan.epochs - outcome.epochs) }
  }

  private func currentKey() throws -> String {
    let made = try key ?? makeKey()
    key = made
    return made
  }
}

extension TrainingPlan {
  /// What of it the bits depend on.
  var text: String {
    "\(epochs) \(batch) \(steps ?? 0) \(patience ?? 0) \(minDelta) \(restoresBest) \(countsPenalty) \(watchesGradients)"
  }
}
