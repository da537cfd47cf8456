import Basis

/// Compares outputs with targets. The loss of a batch is the mean over its samples.
package protocol Loss: Item {
  /// Throws a `Problem` when the network's output or the targets do not fit this loss.
  func check(outputs: Int, targets: Targets) throws
  /// Writes one loss per sample and, if asked, ∂(mean loss)/∂output.
  func evaluate(_ pass: LossPass)
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
  /// [N, O] target values, or nil.
  package var values: UnsafePointer<Float>?
  /// [N]
  package var losses: UnsafeMutablePointer<Double>
  /// [N, O], or nil when only the loss is wanted.
  package var outputGradient: UnsafeMutablePointer<Float>?
}

package enum Losses {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Loss>("loss", [])

  /// The loss that suits these targets: cross-entropy for classes, mean squared error for numbers.
  package static func proposed(for targets: Targets) throws -> any Loss {
    switch targets {
    case .classes: try family.make("cross-entropy")
    case .values: try family.make("mean-squared-error")
    }
  }
}
