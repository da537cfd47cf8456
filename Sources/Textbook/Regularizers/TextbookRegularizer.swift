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
