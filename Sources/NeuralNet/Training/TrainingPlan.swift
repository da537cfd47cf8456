/// How long and in which portions to train.
package struct TrainingPlan: Sendable {
  package var epochs: Int
  /// Samples per step; the last batch of an epoch may be smaller.
  package var batch: Int
  /// Stops after this many steps, if given: `step 3`.
  package var steps: Int?
  /// Whether to collect gradient statistics of every block at the end of every epoch (`watch gradients`).
  package var watchesGradients: Bool
  /// Hears after every step all figures about the gradients of each block's weights; nil where there are none.
  package var hearsGradients: (@Sendable ([TensorStatistics?]) -> Void)?

  /// Stops after so many epochs without a validation loss below the best by more than `minDelta`.
  package var patience: Int?
  package var minDelta = 0.0
  /// Whether a training with patience that was not interrupted leaves the model of the best epoch.
  package var restoresBest = true
  /// Whether early stopping adds the regularizers' penalty to the validation loss.
  package var countsPenalty = false

  package init(epochs: Int, batch: Int = 32, steps: Int? = nil, watchesGradients: Bool = false) {
    self.epochs = epochs
    self.batch = batch
    self.steps = steps
    self.watchesGradients = watchesGradients
  }
}
