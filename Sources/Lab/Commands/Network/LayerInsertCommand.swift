import Basis
import Language
import NeuralNet

package struct LayerInsertCommand: Command {
  var place = 0
  var layer = Pick<any Layer>.nothing
  var activation = Pick<any Activation>.nothing

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<LayerInsertCommand>(
    "layer insert", "Puts a layer in front of another one.",
    positions: [
      Setting(
        "place", kind: .integer(1...1_000_000, unit: nil), "The number that the new layer will have.",
        get: { $0.place == 0 ? .text("") : .number(Double($0.place)) },
        set: { $0.place = try Kind.integer(1...1_000_000, unit: nil).integer($1, for: "place") }),
      Setting("layer", pick: \.layer, of: Layers.family, "Its kind, followed by what that kind takes."),
      Setting("activation", pick: \.activation, of: Activations.family, "What is applied to its outputs."),
    ],
    examples: ["layer insert 1 dense 20 relu", "layer insert 2 dropout 0.2"],
    details:
      "A layer whose input changes its size by this is drawn anew; all others keep what they have learned.")

  package static let usage = "layer insert PLACE LAYER [SIZE] [ACTIVATION] [settings of both]"

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let count = try lab.needModel().network.blocks.count
    guard let layers = try LayerCommand.block(layer, activation), place > 0 else {
      throw Problem("layer insert needs a place and a layer", advice: "layer insert 1 dense 20 relu")
    }
    guard place <= count + 1 else {
      throw Problem(
        "the network has \(count.counted("layer")), so a new one can be number 1…\(count + 1); got \(place)"
      )
    }
    try lab.editNetwork { try $0.insert(layers, at: place - 1) }
    return LayerReport.added(place - 1..<place, in: lab)
  }
}
