import Basis
import Language
import Lessons

package struct SolutionCommand: Command {
  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<SolutionCommand>(
    "solution", "Shows one way to do the open task.",
    examples: ["solution"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    try lab.withPlayer { player, lab in try player.solution(on: &lab) }
    return .silent
  }
}
