import Basis
import Language
import NeuralNet

package struct UnfreezeCommand: Command {
  var layers: LayerSelection?
  var forgets = false

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<UnfreezeCommand>(
    "unfreeze", "Lets frozen layers train again.",
    positions: [Setting("layers", layers: \.layers, "Which, counted from 1; all if none are given.")],
    settings: [Setting("fresh", \.forgets, "Let the optimizer forget everything, of all layers.")],
    examples: ["unfreeze", "unfreeze last", "unfreeze fresh=on"],
    details: """
      The optimizer still remembers what it knew of them when they were frozen, and counts on. Adam corrects its averages \
      by that count: after a long training with a layer frozen, the first steps of that layer are up to three times too \
      long. fresh=on begins with an empty memory.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let count = try lab.needLayers().network.blocks.count
    try FreezeCommand.set(false, try layers?.indices(among: count) ?? Array(0..<count), in: lab)
    if forgets {
      var model = try lab.needLayers()
      model.forgetGradients()
      lab.state.model = model
    }
    return try FreezeCommand.report(lab)
  }
}
