import Basis
import Language
import NeuralNet

package struct UnfreezeCommand: Command {
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<UnfreezeCommand>(
    "unfreeze", "Lets frozen layers train again.",
    positions: [Setting("layers", layers: \.layers, "Which, counted from 1; all if none are given.")],
    examples: ["unfreeze", "unfreeze last"],
    details: "The optimizer still remembers what it knew of them when they were frozen.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let count = try lab.needLayers().network.blocks.count
    try FreezeCommand.set(false, try layers?.indices(among: count) ?? Array(0..<count), in: lab)
    return try FreezeCommand.report(lab)
  }
}
