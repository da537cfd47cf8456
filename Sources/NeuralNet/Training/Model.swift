import Basis

/// Everything that training changes or depends on, as a value: copy it and nothing can reach the copy.
package struct Model: Sendable {
  package var network: Network
  package var loss: any Loss
  package var optimizer: any Optimizer {
    didSet { memory = OptimizerMemory(for: optimizer, parameters: network.parameters.count) }
  }
  package var memory: OptimizerMemory
  package var clipping: (any Clipping)?
  /// Seed of everything random in training: order of samples, dropout masks.
  package let seed: UInt64
  /// Passes over the training data completed so far.
  package var epochs = 0
  /// Updates made so far.
  package var steps = 0

  package init(network: Network, loss: any Loss, optimizer: any Optimizer, seed: UInt64) {
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.seed = seed
    memory = OptimizerMemory(for: optimizer, parameters: network.parameters.count)
  }
}
