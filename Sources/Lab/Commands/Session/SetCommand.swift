import Basis
import Language

package struct SetCommand: Command {
  var batch: Int?
  var seed: Int?
  var watch: Watch?

  package init() {}

  package static let group = CommandGroup.session
  package static let card = Card<SetCommand>(
    "set", "Shows the session's settings, or changes them.",
    settings: [
      Setting(
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples",
        "Samples per training step."),
      Setting("seed", optional: \.seed, in: 0...Int(1) << 53, "What everything random is drawn from."),
      Setting("watch", optionalChoice: \.watch, "What to show after every epoch."),
    ],
    examples: ["set", "set batch=64", "set watch=gradients"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if let batch { (lab.state.batch, lab.state.training.batch) = (batch, nil) }
    if let seed { lab.state.seed = UInt64(seed) }
    if let watch { lab.state.watch = watch }
    let state = lab.state
    let loss = state.loss ?? state.model?.loss
    return Report.facts([
      .init("seed", "seed", "\(state.seed)", .integer(Int(clamping: state.seed))),
      .init("batch", "batch", Numbers.grouped(state.batch), .integer(state.batch)),
      .init("watch", "watch", state.watch.rawValue, .text(state.watch.rawValue)),
      .init(
        "loss", "loss", (loss?.notation ?? "proposed by the data"), loss.map { .text($0.notation) } ?? .null),
      .init("optimizer", "optimizer", state.optimizer.notation, .text(state.optimizer.notation)),
      .init(
        "schedule", "schedule", state.schedule?.notation ?? "off", .text(state.schedule?.notation ?? "off")),
      .init("clip", "clip", state.clipping?.notation ?? "off", .text(state.clipping?.notation ?? "off")),
      .init("threads", "threads", "\(lab.environment.threads)", .integer(lab.environment.threads)),
    ])
  }
}
