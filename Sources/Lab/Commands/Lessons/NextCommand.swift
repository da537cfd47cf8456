import Basis
import Language
import Lessons

package struct NextCommand: Command {
  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<NextCommand>(
    "next", "Goes on with the lesson, past an open task or question.",
    examples: ["next"],
    details: """
      An open task is done for you first, so that the lesson can build on it.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    try lab.withPlayer { player, lab in try player.next(on: &lab) }
    return .silent
  }
}
