import Basis

/// Compares outputs with targets. The loss of a batch is the mean over its samples.
package protocol Loss: Item {
  /// Throws a `Problem` when the network's output or the targets do not fit this loss.
  func check(outputs: Int, targets: Targets) throws
  /// Writes one loss per sample and, if asked, ∂(mean loss)/∂output.
  func evaluate(_ pass: LossPass)
  /// Where two classes share one output: it means class 1 when it lies above this.
  var decisionBoundary: Float { get }
  /// Whether outputs that stand for none of the data's classes learn to be improbable, and do no other harm.
  var toleratesSpareOutputs: Bool { get }
}

extension Loss {
  package var toleratesSpareOutputs: Bool { false }

  /// The class that these outputs of one sample speak for; of equals, the first.
  package func predictedClass(_ outputs: UnsafePointer<Float>, width: Int) -> Int {
    if width == 1 { return outputs[0] > decisionBoundary ? 1 : 0 }
    var best = 0
    for k in 1..<width where outputs[k] > outputs[best] { best = k }
    return best
  }
}

/// What a loss sees of one shard of one batch of N samples with O outputs each.
package struct LossPass {
  package var rows: Range<Int>
  /// N; gradients are divided by it.
  package var batch: Int
  package var width: Int
  /// [N, O]
  package var outputs: UnsafePointer<Float>
  /// [N] class indices, or nil.
  package var labels: UnsafePointer<Int32>?
  /// [N, O] target values, or nil. One of `labels` and `values` is given.
  package var values: UnsafePointer<Float>?
  /// [N]
  package var losses: UnsafeMutablePointer<Double>
  /// [N, O], or nil when only the loss is wanted.
  package var outputGradient: UnsafeMutablePointer<Float>?

  package init(
    rows: Range<Int>, batch: Int, width: Int, outputs: UnsafePointer<Float>,
    labels: UnsafePointer<Int32>? = nil, values: UnsafePointer<Float>? = nil,
    losses: UnsafeMutablePointer<Double>, outputGradient: UnsafeMutablePointer<Float>? = nil
  ) {
    self.rows = rows
    self.batch = batch
    self.width = width
    self.outputs = outputs
    self.labels = labels
    self.values = values
    self.losses = losses
    self.outputGradient = outputGradient
  }
}

package enum Losses {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Loss>(
    "loss",
    [
      CrossEntropy.self, BinaryCrossEntropy.self, MeanSquaredError.self, MeanAbsoluteError.self, Huber.self,
    ])

  /// The loss that suits these targets: cross-entropy for classes, mean squared error for numbers.
  package static func proposed(for targets: Targets) throws -> any Loss {
    switch targets {
    case .classes: try family.make("cross-entropy")
    case .values: try family.make("mean-squared-error")
    }
  }
}
