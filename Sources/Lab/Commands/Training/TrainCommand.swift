import Basis
import DataSets
import Language
import NeuralNet

package struct TrainCommand: Command {
  var epochs = 1
  var batch: Int?
  var steps: Int?
  var patience: Int?
  var minDelta: Double?
  var restores: Bool?
  var countsPenalty: Bool?
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
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples",
        "Samples per step, this time; set batch=N for good."),
      Setting(
        "patience", optional: \.patience, in: 1...1_000_000, unit: "epochs",
        "Early stopping: ends after so many epochs without a better validation loss."),
      Setting(
        "min-delta", optional: \.minDelta, in: .notNegative, "With patience: less than that is not better."),
      Setting(
        "restore", optional: \.restores,
        "With patience: end with the best epoch's network (on) or the last (off)."),
      Setting(
        "penalty", optional: \.countsPenalty,
        "With patience: what regularize adds counts as part of the validation loss."),
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
      measured after it. Ctrl-C stops between two batches and keeps what was learned. If the loss stops being a \
      number, training ends, says where it began, and goes back to the last good state. The digest names the exact \
      bits of all parameters: same seed, same commands, same digest, whatever the number of threads. With patience, \
      training that comes to an end leaves everything as it was at the end of the best epoch: weights, running \
      statistics, optimizer memory and counters, so that going on is as if the rest had never been; Ctrl-C keeps the \
      latest. Losses do not include what regularize adds, and early stopping does not look at it unless penalty=on \
      says so; in Keras it does, where training goes on for as long as the weights shrink.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let state = lab.state
    guard patience != nil || (minDelta == nil && restores == nil && countsPenalty == nil) else {
      throw Problem(
        "min-delta, restore and penalty belong to early stopping",
        advice: "train 100 patience=10 min-delta=0.001")
    }
    var plan = TrainingPlan(
      epochs: epochs, batch: batch ?? state.batch, steps: steps, watchesGradients: state.watch == .gradients)
    plan.patience = patience
    plan.minDelta = minDelta ?? 0
    plan.restoresBest = restores ?? true
    plan.countsPenalty = countsPenalty ?? false
    return try Trainer(lab, plan, toleratesDivergence: divergence == .allowed).train()
  }
}
