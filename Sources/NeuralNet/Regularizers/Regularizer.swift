import Basis

/// Keeps weights small: tensors that multiply their input, never biases or normalization.
package protocol Regularizer: Item {
  /// What it adds to the loss; 0 for those that act on the update alone.
  func penalty(_ weights: UnsafeBufferPointer<Float>) -> Double
  /// Adds the penalty's slope to the gradient, before clipping.
  func addGradient(_ stretch: WeightStretch)
  /// Changes the weights just before the optimizer does, and just after.
  func beforeUpdate(_ stretch: WeightStretch)
  func afterUpdate(_ stretch: WeightStretch)
  /// Whether `limit` has anything to do, for which all must wait until every weight is updated.
  var limitsUnits: Bool { get }
  /// Limits the units whose numbers are given, of a tensor [inputs, units], after the update.
  func limit(_ weights: UnsafeMutablePointer<Float>, inputs: Int, units: Int, of range: Range<Int>)
}

extension Regularizer {
  package func penalty(_ weights: UnsafeBufferPointer<Float>) -> Double { 0 }
  package func addGradient(_ stretch: WeightStretch) {}
  package func beforeUpdate(_ stretch: WeightStretch) {}
  package func afterUpdate(_ stretch: WeightStretch) {}
  package var limitsUnits: Bool { false }
  package func limit(_ weights: UnsafeMutablePointer<Float>, inputs: Int, units: Int, of range: Range<Int>) {}
}

/// A part of one tensor of weights. Stretches may be worked on at the same time, in any order.
package struct WeightStretch {
  package var count: Int
  package var weights: UnsafeMutablePointer<Float>
  package var gradients: UnsafeMutablePointer<Float>
  /// The learning rate of this step.
  package var rate: Double

  package init(
    count: Int, weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>, rate: Double
  ) {
    self.count = count
    self.weights = weights
    self.gradients = gradients
    self.rate = rate
  }
}

package enum Regularizers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Regularizer>(
    "regularizer", [L1Penalty.self, L2Penalty.self, WeightDecay.self, MaxNorm.self])
}
