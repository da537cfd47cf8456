import Basis
import Language

package struct NetworkListCommand: Command {
  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<NetworkListCommand>(
    "network list",
    "Lists the networks of this lab; a star marks the present one.", examples: ["network list"],
    details: """
      One network is present: layer, train and all other commands are about it. The others stay on the shelf as they \
      are. network use NAME changes to another one or begins one, network copy NAME keeps a copy of the present one, \
      network drop NAME throws one away, and reuse NAME layers=1..3 copies layers out of one. undo and rewind know \
      them all. The first network is called \(LabState.standardName).
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let state = lab.state
    var all = state.shelf.map { (name: $0.name, model: Optional($0.model), isPresent: false) }
    all.append((name: state.networkName, model: state.model, isPresent: true))
    all.sort { $0.name < $1.name }
    var table = Table(
      "networks",
      [
        .init("present", "", .left), .init("name", "network", .left), .init("layers", "layers"),
        .init("parameters", "parameters"), .init("epochs", "epochs"), .init("input", "input", .left),
        .init("outputs", "outputs"),
      ])
    for entry in all {
      let network = entry.model?.network
      table.append(
        Table.Cell(entry.isPresent ? "*" : "", value: .flag(entry.isPresent)), .text(entry.name, .name),
        .integer(network?.blocks.count ?? 0), .integer(network?.parameters.count ?? 0),
        .integer(entry.model?.epochs ?? 0), .text(network?.input.text ?? "–"),
        .integer(network?.blocks.isEmpty == false ? network?.output.count ?? 0 : 0))
    }
    var report = Report()
    report.add(table)
    return report
  }
}
