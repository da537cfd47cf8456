import Basis
import Language

package struct NetworkDropCommand: Command {
  var network = ""

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<NetworkDropCommand>(
    "network drop", "Throws a network on the shelf away.",
    positions: [Setting("name", \.network, "Which.")], examples: ["network drop first"],
    details: "The present network stays: network use another one first. undo brings it back.")

  package static func candidates(for slot: String, in lab: Lab) -> [String] { lab.state.shelf.map(\.name) }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let name = try NetworkName.check(network, command: "network drop")
    guard name != lab.state.networkName else {
      throw Problem(
        "\(name) is the present network and cannot be dropped", advice: "network use another one first")
    }
    let kept = try lab.needKept(name)
    lab.state.drop(name)
    var report = Report(line: StyledText("dropped \(name) · ") + LayerReport.rest(of: kept.model.network))
    report.add(data: "name", .text(name))
    return report
  }
}
