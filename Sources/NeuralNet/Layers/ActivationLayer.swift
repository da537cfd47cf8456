import Basis

/// An activation as a layer of its own; in a block it follows the layer that it belongs to.
package struct ActivationLayer: Layer {
  package var activation: any Activation = ELU()

  package init() {}
  package init(_ activation: any Activation) { self.activation = activation }

  package static let card = Card<ActivationLayer>(
    "activation", "Applies an activation function to every number.",
    positions: [Setting("function", member: \.activation, of: Activations.family, "Which function.")],
    examples: ["layer activation relu"])

  package func output(for input: Shape) throws -> Shape { input }
  package func operations(for input: Shape) -> Int { input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    preconditionFailure("not built yet")
  }
}
