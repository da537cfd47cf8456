import Basis
import Language
import Lessons

package struct PredictCommand: Command {
  var answer = ""

  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<PredictCommand>(
    "predict", "Answers the lesson's open question before the run shows the truth.",
    positions: [
      Setting("answer", \.answer, "The option, or a number.")
    ],
    examples: ["predict 2", "predict 0.9"],
    details: """
      An option is named by its number or its label.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !answer.isEmpty else {
      throw Problem("predict what?", advice: "predict 1, or predict and a number")
    }
    try lab.withPlayer { player, lab in try player.predict(answer, on: &lab) }
    return .silent
  }
}
