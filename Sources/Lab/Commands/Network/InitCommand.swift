import Basis
import Language
import NeuralNet

package struct InitCommand: Command {
  var initializer = Pick<any Initializer>.nothing
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<InitCommand>(
    "init", "Draws the weights of layers anew, by another rule.",
    positions: [
      Setting("initializer", pick: \.initializer, of: Initializers.family, "Which rule."),
      Setting("layers", layers: \.layers, "Which layers; all that have weights if none are given."),
    ],
    examples: ["init", "init he", "init glorot distribution=normal", "init normal std=1 1..2"],
    details:
      "What these layers had learned is lost; undo brings it back. The same rule and seed draw the same numbers."
  )

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    let weighted = blocks.indices.filter { blocks[$0].layers.contains { $0 is any WeightedLayer } }
    let chosen = try layers?.indices(among: blocks.count) ?? weighted
    guard case .item(let initializer) = initializer else { return InitCommand.shown(blocks) }
    let without = chosen.filter { !weighted.contains($0) }
    guard without.isEmpty else {
      throw Problem(
        "\(LayerNumbers.phrase(without)) has no weights to draw", advice: "summary lists the layers")
    }
    if chosen == weighted {
      var network = try lab.needModel().network
      for index in chosen { try network.redraw(index..<index + 1, with: initializer) }
      lab.begin(with: network)
    } else {
      try lab.editNetwork { network in
        for index in chosen { try network.redraw(index..<index + 1, with: initializer) }
      }
    }
    let model = try lab.needModel()
    var report = Report(
      line: StyledText(
        "init \(initializer.notation)   \(LayerNumbers.phrase(chosen)) drawn anew from seed \(model.seed)"))
    report.add(data: "initializer", .text(initializer.notation))
    report.add(data: "layers", .list(chosen.map { .integer($0 + 1) }))
    return report
  }

  private static func shown(_ blocks: [Block]) -> Report {
    var table = Table("layers", [.init("layer", "layer", .left), .init("initializer", "initializer", .left)])
    for (index, block) in blocks.enumerated() {
      let initializer = block.layers.lazy.compactMap { ($0 as? any WeightedLayer)?.initializer }.first
      table.append(
        Table.Cell("\(index + 1) \(block.layers[0].title)", value: .integer(index + 1)),
        .text(initializer?.notation ?? "no weights"))
    }
    var report = Report()
    report.add(table)
    return report
  }
}
