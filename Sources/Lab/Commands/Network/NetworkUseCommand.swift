import Basis
import Language
import NeuralNet

package struct NetworkUseCommand: Command {
  var network = ""

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<NetworkUseCommand>(
    "network use", "Changes to another network, or begins one under a new name.",
    positions: [Setting("name", \.network, "Its name.")],
    examples: ["network use wide"],
    details: """
      The network that was present goes on the shelf with its epochs, its optimizer and what that remembers, its loss, \
      schedule, clipping and regularization, and comes back as it was. Data, batch and seed belong to the lab and stay. \
      A new one begins empty, with the choices of the present one.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] { lab.state.shelf.map(\.name) }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let name = try NetworkName.check(network, command: "network use")
    let before = lab.state
    guard name != before.networkName else {
      return Report(StyledText("\(name) is the present network already"))
    }
    let isNew = !before.shelf.contains { $0.name == name }
    // Beginning one needs data; nothing should have changed if there is none.
    if isNew { _ = try lab.needDataForNetwork() }
    lab.state.present(name)
    var report = isNew ? try NetworkCommand().run(in: lab, call) : try NetworkUseCommand.taken(name, lab)
    if before.model != nil {
      report.say(
        StyledText("\(before.networkName) is on the shelf: network use \(before.networkName) brings it back.")
      )
    }
    report.add(data: "name", .text(name))
    report.add(data: "new", .flag(isNew))
    return report
  }

  private static func taken(_ name: String, _ lab: Lab) throws -> Report {
    let model = try lab.needModel()
    var report = Report(
      StyledText("network \(name): ") + LayerReport.rest(of: model.network)
        + StyledText(" · epochs \(model.epochs) · \(model.optimizer.notation)"))
    if let data = lab.state.data, !model.network.blocks.isEmpty {
      let fits = model.network.input == data.shape && model.network.output.count == data.task.outputs
      if !fits { report.append(try DataReport.fit(of: model, to: data)) }
    }
    return report
  }
}
