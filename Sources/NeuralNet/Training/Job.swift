/// What the gang of a workspace does in one run.
struct Job {
  struct Parts: OptionSet {
    let rawValue: Int
    /// Gathers the batch and goes forward.
    static let forward = Parts(rawValue: 1)
    /// Compares with the targets.
    static let loss = Parts(rawValue: 2)
    /// Goes backward and adds the shards' gradients.
    static let backward = Parts(rawValue: 4)
    /// Clips, and lets the optimizer move the parameters.
    static let update = Parts(rawValue: 8)
    /// Summarizes the gradients of the weights, as they are before regularization and clipping.
    static let statistics = Parts(rawValue: 16)

    static let gradient: Parts = [.forward, .loss, .backward]
    static let step: Parts = [.gradient, .update]
  }

  let parts: Parts
  let mode: Pass.Mode
  let batch: Batch
  /// Set by the workspace that runs it.
  var shards = 1
  /// Random numbers are drawn for this step of the model's life.
  let step: Int
  let pace: StepPace
  /// Whether layers below the first trained one go backward too.
  let reachesInput: Bool

  init(
    _ parts: Parts, _ mode: Pass.Mode, _ batch: Batch, step: Int = -1, pace: StepPace = StepPace(rate: 0),
    reachesInput: Bool = false
  ) {
    self.parts = parts
    self.mode = mode
    self.batch = batch
    self.step = step
    self.pace = pace
    self.reachesInput = reachesInput
  }

  /// The shards that fall to one member of the gang.
  func shards(of member: Int, among members: Int) -> StrideTo<Int> {
    stride(from: member, to: shards, by: members)
  }
}
