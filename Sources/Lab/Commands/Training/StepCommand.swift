import Basis
import Language
import NeuralNet

package struct StepCommand: Command {
  var steps = 1
  var batch: Int?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<StepCommand>(
    "step", "Trains for some steps: one batch and one update each.",
    positions: [Setting("steps", \.steps, in: 1...1_000_000_000, "How many.")],
    settings: [
      Setting(
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples",
        "Samples per step, this time.")
    ],
    examples: ["step", "step 3"],
    details: """
      An epoch that is left unfinished goes on with the next step or train. Single steps are not kept among the runs \
      (help runs).
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let plan = TrainingPlan(epochs: .max, batch: batch ?? lab.state.batch, steps: steps)
    return try Trainer(lab, plan, isRun: false).train()
  }
}
