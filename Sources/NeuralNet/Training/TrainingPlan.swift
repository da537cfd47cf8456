/// How long and in which portions to train.
package struct TrainingPlan: Sendable {
  package var epochs: Int
  /// Samples per step; the last batch of an epoch may be smaller.
  package var batch: Int
  /// Stops after this many steps, if given: `step 3`.
  package var steps: Int?
  /// Whether to collect gradient statistics of every block at the end of every epoch (`watch gradients`).
  package var watchesGradients: Bool

  package init(epochs: Int, batch: Int = 32, steps: Int? = nil, watchesGradients: Bool = false) {
    self.epochs = epochs
    self.batch = batch
    self.steps = steps
    self.watchesGradients = watchesGradients
  }
}
