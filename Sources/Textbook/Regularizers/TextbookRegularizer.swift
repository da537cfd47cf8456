import NeuralNet

/// A regularizer as the book writes it, on one tensor of weights [inputs, units].
package protocol TextbookRegularizer: Regularizer {
  func penalty(_ w: [Double]) -> Double
  /// The penalty's slope.
  func gradient(_ w: [Double]) -> [Double]
  /// What remains of the weights just before the optimizer's update, and just after.
  func before(_ w: [Double], rate: Double) -> [Double]
  func after(_ w: [Double], rate: Double, units: Int) -> [Double]
}

extension TextbookRegularizer {
  package func penalty(_ w: [Double]) -> Double { 0 }
  package func gradient(_ w: [Double]) -> [Double] { w.map { _ in 0 } }
  package func before(_ w: [Double], rate: Double) -> [Double] { w }
  package func after(_ w: [Double], rate: Double, units: Int) -> [Double] { w }
}

/// A regularizer and the layers that it acts on.
package struct TextbookRegularization {
  package let rule: any TextbookRegularizer
  /// The `id`s of their blocks; nil for all.
  private let blocks: [Int]?

  /// nil if the book does not have it.
  package init?(_ regularization: Regularization) {
    guard let rule = regularization.regularizer as? any TextbookRegularizer else { return nil }
    (self.rule, blocks) = (rule, regularization.blocks)
  }

  package func actsOn(_ tensor: TensorSlot) -> Bool { blocks?.contains(tensor.key.block) ?? true }
}
