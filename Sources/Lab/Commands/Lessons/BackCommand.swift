import Basis
import Language
import Lessons

package struct BackCommand: Command {
  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<BackCommand>(
    "back", "Goes to the previous step of the lesson.",
    examples: ["back"],
    details: """
      The lab is again as it was there.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    try lab.withPlayer { player, lab in try player.back(on: &lab) }
    return .silent
  }
}
