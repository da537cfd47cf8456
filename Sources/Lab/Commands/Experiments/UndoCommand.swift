import Basis
import Language

package struct UndoCommand: Command {
  var count = 1

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let runsInExperiments = true
  package static let card = Card<UndoCommand>(
    "undo", "Takes back the latest command that changed something, training included.",
    positions: [Setting("count", \.count, in: 1...1000, "How many commands to take back.")],
    examples: ["undo", "undo 3"],
    details:
      "Everything is as it was before, bit for bit. The oldest steps are forgotten when they take too much memory."
  )

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !lab.history.entries.isEmpty else {
      throw Problem("there is nothing to undo: no command has changed anything yet")
    }
    var undone: [String] = []
    for _ in 0..<count {
      guard let entry = lab.history.pop() else { break }
      lab.state = entry.state
      undone.append(entry.command)
    }
    var report = Report(line: StyledText("back to before: \(undone.last ?? "")"))
    report.add(data: "undone", .list(undone.map { .text($0) }))
    return report
  }
}
