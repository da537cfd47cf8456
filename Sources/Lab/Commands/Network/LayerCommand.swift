import Basis
import Language
import NeuralNet

package struct LayerCommand: Command {
  var layer = Pick<any Layer>.nothing
  var activation = Pick<any Activation>.nothing
  var count = 1

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<LayerCommand>(
    "layer", "Adds a layer at the end of the network, with its activation.",
    positions: [
      Setting("layer", pick: \.layer, of: Layers.family, "Its kind, followed by what that kind takes."),
      Setting("activation", pick: \.activation, of: Activations.family, "What is applied to its outputs."),
    ],
    settings: [Setting("count", \.count, in: 1...1000, "How many of the same kind to add.")],
    examples: [
      "layer dense 50 relu", "layer dense 100 elu alpha=0.5 init=he count=10", "layer dropout 0.2",
      "layer dense 10",
    ],
    details: """
      The settings of the kind and of the activation may follow in any order. Without arguments it lists the layers. \
      The last layer of a classifier needs no activation: softmax is part of the cross-entropy loss.
      """)

  package static let usage = "layer LAYER [SIZE] [ACTIVATION] [count=1] [settings of both]"

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let layers = try LayerCommand.block(layer, activation) else {
      return try SummaryCommand().run(in: lab, call)
    }
    let before = try lab.needModel().network
    try lab.editNetwork { network in for _ in 0..<count { try network.append(layers) } }
    return LayerReport.added(before.blocks.count..<before.blocks.count + count, in: lab)
  }

  /// The layers of one block; nil if none was named.
  static func block(_ layer: Pick<any Layer>, _ activation: Pick<any Activation>) throws -> [any Layer]? {
    switch (layer, activation) {
    case (.item(let layer), .item(let activation)): return [layer, ActivationLayer(activation)]
    case (.item(let layer), _): return [layer]
    case (_, .item(let activation)):
      throw Problem(
        "an activation follows a layer, as in layer dense 50 \(activation.name)",
        advice: "layer activation \(activation.name) adds it as a layer of its own")
    default: return nil
    }
  }
}
