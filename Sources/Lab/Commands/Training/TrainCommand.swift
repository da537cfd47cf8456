import Basis
import DataSets
import Language
import NeuralNet

package struct TrainCommand: Command {
  var epochs = 1
  var batch: Int?
  var steps: Int?
  var divergence = Divergence.stops

  /// What a loss that is no longer a number means for whoever asked for the training.
  enum Divergence: String, CaseIterable, Sendable {
    case stops, allowed
  }

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<TrainCommand>(
    "train", "Trains for some epochs: passes over the training data.",
    positions: [Setting("epochs", \.epochs, in: 1...1_000_000, "How many.")],
    settings: [
      Setting(
        "batch", optional: \.batch, in: 1...1_000_000, unit: "samples",
        "Samples per step, this time; set batch=N for good."),
      Setting(
        "steps", optional: \.steps, in: 1...1_000_000_000,
        "Stops after so many steps; a schedule still counts on all epochs."),
      Setting(
        "divergence", choice: \.divergence,
        "allowed: report a loss that becomes NaN, but do not count it as a failure."),
    ],
    examples: ["train 2", "train 1 batch=64"],
    details: """
      Loss and accuracy of an epoch are means over its batches, measured while the weights moved; validation is \
      measured after it. Ctrl-C stops between two batches and keeps what was learned. If the loss stops being a number, \
      training ends, says where it began, and goes back to the last good state. The digest names the exact bits of all \
      parameters: same seed, same commands, same digest, whatever the number of threads.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let state = lab.state
    let plan = TrainingPlan(
      epochs: epochs, batch: batch ?? state.batch, steps: steps, watchesGradients: state.watch == .gradients)
    return try Trainer(lab, plan, toleratesDivergence: divergence == .allowed).train()
  }
}
