import Basis
import DataSets
import Experiments
import Foundation
import Interchange
import NeuralNet

/// What a run of an experiment leaves on its way, so that another attempt finds back to where this one was.
///
/// Another attempt repeats the run's commands. Its trainings, counted in their order, do not begin anew but where they
/// stood; what they began with is compared first.
final class RunTrail {
  private let keeper: StudyKeeper?
  private let progress: StudyProgress?
  private let run: Int
  private let name: String
  private var trainings = 0
  /// What the run has read.
  private(set) var inputs: [StudyInput] = []
  /// Of trainings that an earlier attempt had done.
  private(set) var restoredSeconds = 0.0
  private(set) var epochs = 0
  private var latestData: (features: [Float], sum: Fingerprint)?

  /// - Parameter run: its number for `progress`.
  init(_ keeper: StudyKeeper?, _ progress: StudyProgress?, run: Int, arm: [Value], seed: UInt64) {
    (self.keeper, self.progress, self.run) = (keeper, progress, run)
    name = StudyKeeper.name(ofRun: arm, seed: seed)
  }

  // MARK: What is read

  func loaded(_ data: DataSet, by command: String, seed: UInt64) {
    guard keeper != nil else { return }
    inputs.append(
      StudyInput(sort: .data, text: command, seed: seed, fingerprint: sum(of: data).hex))
  }

  func read(_ path: String, _ bytes: [UInt8]) {
    guard keeper != nil else { return }
    inputs.append(
      StudyInput(sort: .file, text: path, seed: 0, fingerprint: Fingerprint(bytes).hex))
  }

  /// Data stays the same for many trainings, and summing it up takes a while.
  private func sum(of data: DataSet) -> Fingerprint {
    let features = data.train.features
    if let latestData, latestData.features.isSameBuffer(as: features) { return latestData.sum }
    let sum = data.fingerprint
    latestData = (features, sum)
    return sum
  }

  // MARK: Trainings

  /// The way of the training that begins now.
  func training(of model: Model, _ plan: TrainingPlan, on data: DataSet) throws -> TrainingTrail {
    progress?.learns(from: "\(data.name): \(data.partsLine)")
    let (file, bytes) = try next("")
    let trail = TrainingTrail(keeper, progress, run: run, file: file, plan) { [self] in
      try RunTrail.key(model, [plan.text], sum(of: data))
    }
    if let bytes, let standing = try trail.resume(bytes, from: model) {
      restoredSeconds += standing.tally.seconds
    }
    trail.announce()
    return trail
  }

  func ended(_ trail: TrainingTrail, _ outcome: TrainingOutcome) {
    trail.ended(outcome)
    epochs += outcome.epochs
  }

  /// A pretraining: what it came to if an earlier attempt has done it, or what `work` makes of it.
  func pretraining(
    of model: Model, _ notation: String, on data: DataSet, _ work: () throws -> PretrainingOutcome
  ) throws -> (outcome: PretrainingOutcome, earlierSeconds: Double) {
    let (file, bytes) = try next("pre")
    var key: String?
    func currentKey() throws -> String {
      let made = try key ?? RunTrail.key(model, [notation], sum(of: data))
      key = made
      return made
    }
    if let bytes {
      let saved = try SavedPretraining(bytes)
      if saved.key == (try currentKey()) {
        restoredSeconds += saved.seconds
        return (try saved.outcome(from: model), saved.seconds)
      }
    }
    let start = StudyKeeper.now
    let outcome = try work()
    let seconds = StudyKeeper.now - start
    if let keeper, keeper.isKeeping, seconds >= keeper.checkpointSeconds {
      let key = try currentKey()
      keeper.keep(of: file) { try SavedPretraining(outcome, seconds: seconds, key: key).bytes() }
    }
    return (outcome, 0)
  }

  /// The file of the training that comes next, and what an earlier attempt has left in it. One that is damaged counts as
  /// missing.
  private func next(_ sort: String) throws -> (file: String, bytes: [UInt8]?) {
    trainings += 1
    let file = "\(name)-\(sort)\(trainings)"
    do {
      return (file, try keeper?.read(file))
    } catch let problem as Problem {
      keeper?.passedOver(problem)
      return (file, nil)
    }
  }

  /// The same for the same training: what moves, by which rules, on which data.
  private static func key(_ model: Model, _ plan: [String], _ data: Fingerprint) throws -> String {
    var sum = Fingerprint()
    sum.add([model.seed, data.value])
    sum.add(model.network.parameters)
    sum.add(model.network.state)
    sum.add(model.memory.buffers)
    sum.add(model.network.pruned.map { $0 ? UInt8(1) : 0 })
    sum.add(try JSONText.encode(model.progress))
    for block in model.network.blocks { sum.add(block.title + (block.isFrozen ? " frozen" : "")) }
    var texts = plan + [model.loss.notation, model.optimizer.notation]
    texts += model.regularizerNotations + model.augmentations.map(\.notation)
    texts += [model.clipping?.notation ?? "", model.schedule?.notation ?? ""]
    for text in texts { sum.add(text) }
    return sum.hex
  }
}

/// One training's part of a run's trail.
final class TrainingTrail {
  /// More checkpoints than this share of the time must not take.
  private static let mostTime = 0.05

  private let keeper: StudyKeeper?
  private let progress: StudyProgress?
  private let run: Int
  private let file: String
  private let plan: TrainingPlan
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
    key: @escaping () throws -> String
  ) {
    (self.keeper, self.progress, self.run, self.file) = (keeper, progress, run, file)
    (self.plan, makeKey) = (plan, key)
  }

  /// Takes what an earlier attempt has left, if it is of this training.
  fileprivate func resume(_ bytes: [UInt8], from model: Model) throws -> TrainingStanding? {
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

  fileprivate func announce() {
    guard isCounted else { return }
    progress?.announced(
      run, epochs: plan.epochs, done: standing?.tally.epochs ?? 0, seconds: standing?.tally.seconds ?? 0,
      mayStopEarly: plan.patience != nil, at: StudyKeeper.now)
  }

  func heard(_ report: EpochReport) {
    reports.append(report)
    if isCounted { progress?.madeEpoch(run) }
  }

  /// Keeps where training stands, not too often.
  func keep(_ standing: () -> TrainingStanding) {
    guard let keeper, keeper.isKeeping else { return }
    let start = StudyKeeper.now
    guard start - kept.time >= max(keeper.checkpointSeconds, kept.seconds / TrainingTrail.mostTime) else {
      return
    }
    keeper.keep(of: file) {
      try SavedTraining(standing(), reports: reports, key: try currentKey()).bytes()
    }
    kept = (StudyKeeper.now, StudyKeeper.now - start)
  }

  fileprivate func ended(_ outcome: TrainingOutcome) {
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
  fileprivate var text: String {
    "\(epochs) \(batch) \(steps ?? 0) \(patience ?? 0) \(minDelta) \(restoresBest) \(countsPenalty) \(watchesGradients)"
  }
}

extension [Float] {
  /// Whether both are one array in memory, which also means that they are equal.
  fileprivate func isSameBuffer(as other: [Float]) -> Bool {
    withUnsafeBufferPointer { mine in
      other.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress && $0.count == mine.count }
    }
  }
}
