import Basis
import Language

package struct QuitCommand: Command {
  var code: Int?

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<QuitCommand>(
    "quit", aliases: ["exit"], "Leaves Descent.",
    positions: [
      Setting("code", optional: \.code, in: 0...255, "Exit code for the program that started this one.")
    ],
    examples: ["quit", "quit 3"],
    details: "Ctrl-D on an empty line does the same.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard lab.lessonDepth == 0 else { throw Problem("a lesson cannot leave the lab for you") }
    lab.quitCode = Int32(code ?? 0)
    return .silent
  }
}
