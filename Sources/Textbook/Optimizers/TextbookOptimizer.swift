import NeuralNet

/// An optimizer as its paper writes it.
package protocol TextbookOptimizer: Optimizer {
  /// One update of the parameters w by the gradient g. `memory` holds the remembered buffers, zeros at first;
  /// `step` is 1 for the first update.
  func update(_ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double)
}
