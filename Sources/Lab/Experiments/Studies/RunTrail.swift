import Basis
import DataSets
import Experiments
import Interchange
import NeuralNet

/// What a run of an experiment leaves on its way, so that another attempt finds back to where this one was.
///
/// Another attempt repeats the run's commands. Its trainings, counted in their order, do not begin anew but where they
/// stood, and what is done once, such as a range test, is not done again; what they began with is compared first.
final class RunTrail {
  private let keeper: StudyKeeper?
  private let progress: StudyProgress?
  private let run: Int
  private var scope: Scope
  /// What the run has read.
  private(set) var inputs: [StudyInput] = []
  /// Of trainings that an earlier attempt had done.
  private(set) var restoredSeconds = 0.0
  private(set) var epochs = 0
  private var latestData: (features: [Float], sum: Fingerprint)?

  /// Where trainings are counted, and what their files' names begin with.
  private struct Scope {
    let name: String
    var trainings = 0
  }

  /// - Parameter run: its number for `progress`.
  init(_ keeper: StudyKeeper?, _ progress: StudyProgress?, run: Int, arm: [Value], seed: UInt64) {
    (self.keeper, self.progress, self.run) = (keeper, progress, run)
    scope = Scope(name: StudyKeeper.name(ofRun: arm, seed: seed) + "-")
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
  /// - Parameter samples: it learns from so many, if not from the training part.
  func training(
    of model: Model, _ plan: TrainingPlan, on data: DataSet, samples: Int? = nil
  ) throws -> TrainingTrail {
    progress?.learns(from: "\(data.name): \(data.partsLine)")
    let (file, bytes) = try next("")
    let trail = TrainingTrail(
      keeper, progress, run: run, file: file, plan, samplesPerEpoch: samples ?? data.count(of: .train)
    ) { [self] in
      try RunTrail.key(model, [plan.text], sum(of: data))
    }
    if let bytes, let standing = try trail.resume(bytes, from: model) {
      restoredSeconds += standing.tally.seconds
    }
    trail.announce()
    return trail
  }

  /// Trains, and keeps where that stands: a part of something else, on samples that follow from the data.
  func train(
    _ engine: Engine, _ model: inout Model, _ samples: Samples, _ plan: TrainingPlan, on data: DataSet,
    _ listen: (TrainingEvent) -> Bool
  ) throws -> TrainingOutcome {
    let trail = try training(of: model, plan, on: data, samples: samples.count)
    let outcome = try engine.train(
      &model, on: samples, validation: nil, plan: plan, from: trail.standing, keep: { trail.keep($0, $1) }
    ) { event in
      if case .epoch(let report) = event { trail.heard(report) }
      return listen(event)
    }
    ended(trail, outcome)
    return outcome
  }

  func ended(_ trail: TrainingTrail, _ outcome: TrainingOutcome) {
    trail.ended(outcome)
    epochs += outcome.epochs
  }

  /// Work that is done once: what came of it if an earlier attempt has done it, or what `work` makes of it, trainings of
  /// its own included.
  /// - Parameter settings: what besides model and data the result follows from.
  func once<Result: KeepableResult>(
    _ settings: [String], of model: Model, on data: DataSet, _ work: () throws -> Result
  ) throws -> Result {
    let (file, bytes) = try next("once")
    var known: String?
    func key() throws -> String {
      let made = try known ?? RunTrail.key(model, settings, sum(of: data))
      known = made
      return made
    }
    if let bytes, let saved: SavedResult<Result> = attempted({ try SavedResult(bytes) }),
      saved.key == (try key()), let result = attempted({ try saved.result(from: model) })
    {
      restoredSeconds += saved.seconds
      epochs += saved.epochs
      if saved.epochs > 0 {
        progress?.announced(
          run, epochs: saved.epochs, done: saved.epochs, seconds: saved.seconds, mayStopEarly: false,
          at: StudyKeeper.now)
      }
      return result
    }
    let (start, restored, before) = (StudyKeeper.now, restoredSeconds, epochs)
    // Its own trainings are counted apart, since they are not there when the whole is restored.
    let outer = scope
    scope = Scope(name: file + "-")
    defer { scope = outer }
    let result = try work()
    let seconds = StudyKeeper.now - start + restoredSeconds - restored
    if let keeper, seconds >= keeper.checkpointSeconds {
      keeper.keepOnce(file) {
        try SavedResult(result, seconds: seconds, epochs: epochs - before, key: key()).bytes()
      }
    }
    return result
  }

  /// nil, and a remark, for what an earlier attempt has left and nobody can use.
  private func attempted<Result>(_ body: () throws -> Result) -> Result? {
    do {
      return try body()
    } catch {
      keeper?.passedOver(error as? Problem ?? Problem(error.localizedDescription))
      return nil
    }
  }

  /// The file of the training that comes next, and what an earlier attempt has left in it. One that is damaged counts as
  /// missing.
  private func next(_ sort: String) throws -> (file: String, bytes: [UInt8]?) {
    scope.trainings += 1
    let file = "\(scope.name)\(sort)\(scope.trainings)"
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

extension [Float] {
  /// Whether both are one array in memory, which also means that they are equal.
  fileprivate func isSameBuffer(as other: [Float]) -> Bool {
    withUnsafeBufferPointer { mine in
      other.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress && $0.count == mine.count }
    }
  }
}
