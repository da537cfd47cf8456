import Basis
import DataSets
import Language
import NeuralNet

package struct NetworkCommand: Command {
  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<NetworkCommand>(
    "network", "Starts a new network, with as many inputs as a sample has numbers.",
    examples: ["network"],
    details: """
      It has no layers yet: layer adds them. A network that exists is replaced, and undo brings it back. Loss, \
      optimizer, schedule, clipping and what regularizes all layers stay as chosen. First weights are drawn from the seed. For several networks side \
      by side: help network list.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let data = try lab.needDataForNetwork()
    let state = lab.state
    let loss = try state.loss ?? Losses.proposed(for: data.targets(of: .train))
    var model = Model(
      network: Network(input: data.shape, seed: state.seed), loss: loss, optimizer: state.optimizer,
      seed: state.seed)
    model.clipping = state.clipping
    model.schedule = state.schedule
    // Layers that were chosen are not there any more.
    model.regularizers = state.regularizers.filter { $0.blocks == nil }
    model.augmentations = state.augmentations
    let replaced = state.model?.network.blocks.count ?? 0
    lab.state.model = model
    lab.state.training = TrainingRecord()
    var report = Report(
      StyledText(
        "\(NetworkCommand.label(lab)): \(data.shape.count.counted("input")), no layers yet · \(loss.notation) · "
          + "\(state.optimizer.notation) · seed \(state.seed)"))
    if replaced > 0 {
      report.say(
        StyledText(
          "It replaces the one with \(replaced.counted("layer")); undo brings that back."))
    }
    if let gone = RegularizeCommand.gone(from: state, to: lab.state) {
      report.say(StyledText("It begins without \(gone), which was for chosen layers of another.", .warning))
    }
    report.add(data: "inputs", .integer(data.shape.count))
    report.add(data: "loss", .text(loss.notation))
    report.add(data: "optimizer", .text(state.optimizer.notation))
    report.add(data: "seed", .integer(Int(clamping: state.seed)))
    return report
  }

  /// Its name is said where it has been given one.
  private static func label(_ lab: Lab) -> String {
    lab.state.networkName == LabState.standardName ? "network" : "network \(lab.state.networkName)"
  }
}
