import Basis
import Language
import NeuralNet

package struct LayerMoveCommand: Command {
  var layer: LayerSelection?
  var place: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<LayerMoveCommand>(
    "layer move", "Moves a layer to another place.",
    positions: [
      Setting("layer", layers: \.layer, "Which one, counted from 1."),
      Setting("place", layers: \.place, "The number that it will have."),
    ],
    examples: ["layer move 1 2"],
    details: "It keeps what it has learned if its input keeps its size.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let count = try lab.needLayers().network.blocks.count
    guard let layer, let place else {
      throw Problem("layer move needs a layer and a place", advice: "layer move 1 2")
    }
    let from = try layer.index(among: count)
    let to = try place.index(among: count)
    try lab.editNetwork { network in
      try network.edit { blocks in blocks.insert(blocks.remove(at: from), at: to) }
    }
    let network = try lab.needModel().network
    var report = Report(
      line: StyledText("\(network.blocks[to].title) is layer \(to + 1) now · ")
        + LayerReport.rest(of: network))
    report.add(data: "from", .integer(from + 1))
    report.add(data: "to", .integer(to + 1))
    return report
  }
}
