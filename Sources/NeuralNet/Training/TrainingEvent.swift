/// What training tells its listeners. Progress bars, tables, stores and charts live from these alone.
package enum TrainingEvent: Sendable {
  /// After each step: its number within the epoch and the epoch's within this training, both counted from 1; `seconds`
  /// since training began.
  case step(number: Int, ofEpoch: Int, stepsPerEpoch: Int, loss: Double, seconds: Double)
  case epoch(EpochReport)
}

package struct EpochReport: Sendable, Codable {
  /// Counted from 1 within this training, and how many there will be.
  package var epoch: Int
  package var epochs: Int
  /// Means over the epoch's batches, measured while the parameters moved.
  package var training: Evaluation
  package var validation: Evaluation?
  /// What the regularizers add to the loss at the epoch's end; not part of any loss that is reported.
  package var penalty: Double
  /// Of the epoch's last step.
  package var pace: StepPace
  /// Time spent on training steps alone, without validation.
  package var seconds: Double
  package var samples: Int
  package var clipping: ClippingSummary?
  /// Mean |∂L/∂W| of each block's weights for the last batch, if watched; nil for blocks without weights.
  package var gradients: [Double?]?
}

/// How often clipping fired and how much length it removed.
package struct ClippingSummary: Equatable, Sendable, Codable {
  package var steps = 0
  package var fired = 0
  /// Mean over the steps on which it fired of 1 − (norm after / norm before), 0…1.
  package var removedFraction = 0.0
  package var largestNorm = 0.0

  package init() {}
}

/// Loss and quality of a model on some samples.
package struct Evaluation: Equatable, Sendable, Codable {
  package var loss: Double
  package var samples: Int
  /// Right answers, for classification.
  package var correct: Int?
  /// Mean squared and mean absolute error per output in the units of the targets, for regression.
  package var meanSquaredError: Double?
  package var meanAbsoluteError: Double?
  /// Coefficient of determination R², for regression.
  package var explainedVariance: Double?

  package init(
    loss: Double, samples: Int, correct: Int? = nil, meanSquaredError: Double? = nil,
    meanAbsoluteError: Double? = nil, explainedVariance: Double? = nil
  ) {
    self.loss = loss
    self.samples = samples
    self.correct = correct
    self.meanSquaredError = meanSquaredError
    self.meanAbsoluteError = meanAbsoluteError
    self.explainedVariance = explainedVariance
  }

  /// 0…1.
  package var accuracy: Double? { correct.map { Double($0) / Double(max(1, samples)) } }
  /// √(p(1−p)/n).
  package var standardError: Double? {
    accuracy.map { ($0 * (1 - $0) / Double(max(1, samples))).squareRoot() }
  }
}

/// When a training can be kept.
package enum TrainingMoment: Sendable {
  /// At the end of an epoch.
  case epoch
  /// Between two steps of one.
  case step
  /// For the last time, because a listener asked to stop.
  case interruption
}

/// How a training ended.
package struct TrainingOutcome: Sendable {
  package enum Ending: Sendable {
    case completed
    /// A listener asked to stop, between two batches.
    case interrupted
    /// The loss stopped being a number; the model is back where its present epoch, or this training,
    /// began.
    case diverged(Divergence)
  }

  package var ending: Ending
  package var epochs: Int
  package var steps: Int
  package var seconds: Double
  package var samples: Int
  package var clipping: ClippingSummary?
  package var last: EpochReport?
  /// What came of the plan's patience.
  package var earlyStopping: EarlyStopping?
}

/// How early stopping ended.
package struct EarlyStopping: Equatable, Sendable, Codable {
  /// Counted from 1 within this training; 0 if no epoch had a finite validation loss.
  package var bestEpoch = 0
  package var bestLoss = Double.infinity
  package var waitedEpochs = 0
  /// Whether patience ran out.
  package var hasStopped = false
  /// Whether the model is that of the end of the best epoch.
  package var isRestored = false

  package init() {}
}

/// Where numbers stopped being finite, found by repeating the epoch with every layer under watch.
package struct Divergence: Sendable {
  package enum Quantity: String, Sendable { case input, activation, loss, gradient, weight }

  /// Counted from 1 over the model's life.
  package var step: Int
  /// The loss that gave it away; nil if the loss was finite and a weight was not.
  package var loss: Double?
  /// Counted from 0; the first block in which something was not finite, and what it was.
  package var block: Int
  package var quantity: Quantity
  /// Euclidean norm of that block's gradient one step before; nil if it was the first step of the epoch.
  package var gradientNorm: Double?
  /// Epochs of this training that remain in the restored model.
  package var restoredEpochs: Int
}
