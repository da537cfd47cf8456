import Basis
import Language
import NeuralNet

package struct LayerRemoveCommand: Command {
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<LayerRemoveCommand>(
    "layer remove", "Takes layers out of the network; the others keep what they have learned.",
    positions: [Setting("layers", layers: \.layers, "Which, counted from 1.")],
    examples: ["layer remove last", "layer remove 2..4"],
    details: "A layer whose input changes its size by this is drawn anew.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let before = lab.state
    let model = try lab.needLayers()
    guard let layers else { throw Problem("which layer?", advice: "layer remove last") }
    let chosen = try layers.indices(among: model.network.blocks.count)
    let titles = chosen.map { model.network.blocks[$0].title }
    try lab.editNetwork { network in
      try network.edit { blocks in for index in chosen.reversed() { blocks.remove(at: index) } }
    }
    let now = try lab.needModel().network
    var report = Report(
      line: StyledText("removed \(titles.count == 1 ? titles[0] : "\(titles.count) layers") · ")
        + LayerReport.rest(of: now))
    if let gone = RegularizeCommand.gone(from: before, to: lab.state) {
      report.say(StyledText("What regularized these layers alone went with them: \(gone).", .warning))
    }
    report.add(data: "removed", .list(chosen.map { .integer($0 + 1) }))
    report.add(data: "layers", .integer(now.blocks.count))
    return report
  }
}
