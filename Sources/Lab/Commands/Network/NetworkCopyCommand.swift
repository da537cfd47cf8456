import Basis
import Language

package struct NetworkCopyCommand: Command {
  var network = ""

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<NetworkCopyCommand>(
    "network copy", "Keeps a copy of the present network on the shelf.",
    positions: [Setting("name", \.network, "What the copy is called.")],
    examples: ["network copy before"],
    details: """
      The copy has everything: weights, running statistics, what the optimizer remembers, epochs. The present network \
      stays present, and what is done to one never shows in the other.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let name = try NetworkName.check(network, command: "network copy")
    let model = try lab.needModel()
    guard name != lab.state.networkName, !lab.state.shelf.contains(where: { $0.name == name }) else {
      throw Problem(
        "there is a network \(name) already",
        advice: name == lab.state.networkName
          ? "choose another name for the copy" : "another name, or network drop \(name) first")
    }
    lab.state.keep(as: name)
    var report = Report(
      line: StyledText("\(name): a copy of \(lab.state.networkName) · ") + LayerReport.rest(of: model.network)
        + StyledText(" · epochs \(model.epochs)"))
    report.add(data: "name", .text(name))
    report.add(data: "digest", .text(model.digest))
    return report
  }
}
