import Basis
import Language
import Lessons

package struct HintCommand: Command {
  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<HintCommand>(
    "hint", "Gives the next hint for the open task.",
    examples: ["hint"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    try lab.withPlayer { player, lab in try player.hint(on: &lab) }
    return .silent
  }
}
