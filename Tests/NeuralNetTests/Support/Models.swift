import Basis
import NeuralNet

extension Model {
  /// A model of these blocks with plain parts, seeded.
  static func plain(
    _ input: Shape, _ blocks: [[any Layer]], loss: any Loss = PlainCrossEntropy(),
    optimizer: any Optimizer = PlainDescent(), seed: UInt64 = 7
  ) throws -> Model {
    var network = Network(input: input, seed: seed)
    for block in blocks { try network.append(block) }
    return Model(network: network, loss: loss, optimizer: optimizer, seed: seed)
  }

  /// Moves every parameter and running statistic a little off its first value, so that none is special.
  mutating func shake(seed: UInt64 = 11) throws {
    var random = Random(seed: seed)
    try edit { network in
      for index in network.parameters.indices { network.parameters[index] += Float(0.2 * random.normal()) }
      for index in network.state.indices { network.state[index] += Float(0.2 * random.uniform()) }
    }
  }
}

extension Engine {
  /// Trains and returns the outcome, listening to nothing.
  @discardableResult
  func train(_ model: inout Model, _ samples: Samples, epochs: Int, batch: Int = 32) throws -> TrainingOutcome
  {
    try train(&model, on: samples, validation: nil, plan: TrainingPlan(epochs: epochs, batch: batch)) { _ in
      true
    }
  }

  /// Makes so many steps.
  @discardableResult
  func step(_ model: inout Model, _ samples: Samples, _ steps: Int, batch: Int = 32) throws -> TrainingOutcome
  {
    try train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: .max, batch: batch, steps: steps)
    ) { _ in true }
  }
}

/// A member of the activations by name.
func activation(_ name: String) throws -> ActivationLayer {
  ActivationLayer(try Activations.family.make(name))
}
