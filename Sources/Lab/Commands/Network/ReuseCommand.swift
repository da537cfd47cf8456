import Basis
import Language
import NeuralNet

package struct ReuseCommand: Command {
  var network = ""
  var layers: LayerSelection?
  var freezes = false

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<ReuseCommand>(
    "reuse", "Copies layers with all they have learned from another network into this one.",
    positions: [Setting("network", \.network, "The network on the shelf that has them.")],
    settings: [
      Setting("layers", layers: \.layers, "Which of its layers; all if none are given."),
      Setting("freeze", \.freezes, "Freeze the copies, as freeze does."),
    ],
    sources: [
      Source(
        "Yosinski, Clune, Bengio & Lipson", 2014,
        "arXiv:1411.1792, How transferable are features in deep neural networks?")
    ],
    examples: ["reuse first", "reuse first layers=1..2 freeze=on"],
    details: """
      A network without layers begins with the copies; otherwise each copy takes the place of the layer with its number, \
      activation and normalization included. Weights and running statistics are the same bit for bit; the optimizer \
      remembers nothing of them. Copies are copies: training them never changes the network they come from. Usually the \
      output layer is left out and a new one added, because it answers the old question. moved(1) tells how far a layer has \
      gone since, and compare by time charges the training of the copies, too.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "network" ? lab.state.shelf.map(\.name) : []
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !network.isEmpty else {
      throw Problem(
        "reuse which network's layers?", advice: "network list shows them; reuse NAME layers=1..2")
    }
    let kept = try lab.needKept(network)
    let source = kept.model.network
    guard !source.blocks.isEmpty else { throw Problem("\(network) has no layers to reuse") }
    let chosen = try layers?.indices(among: source.blocks.count) ?? Array(source.blocks.indices)
    let isEmpty = try lab.needModel().network.blocks.isEmpty
    try lab.editNetwork { try $0.reuse(chosen, of: source, isFrozen: freezes) }
    if let run = kept.training.run {
      lab.state.training.inheritance.take(
        kept.training.seconds + kept.training.inheritance.seconds, from: run)
    }
    let own = try lab.needModel().network
    let places = isEmpty ? Array(chosen.indices) : chosen
    let count = chosen.reduce(0) { $0 + source.parameterCount(ofBlock: $1) }
    let from = places == chosen ? network : "\(network) (\(LayerNumbers.phrase(chosen)))"
    var report = Report(
      line: StyledText(
        "\(LayerNumbers.phrase(places)) copied from \(from) · \(Numbers.grouped(count)) parameters"
          + (freezes ? ", frozen" : "")))
    report.say(StyledText("The network now has ") + LayerReport.rest(of: own) + StyledText("."))
    report.add(data: "layers", .list(places.map { .integer($0 + 1) }))
    report.add(data: "from", .list(chosen.map { .integer($0 + 1) }))
    report.add(data: "parameters", .integer(count))
    return report
  }
}
