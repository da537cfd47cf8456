import Basis
import Language

package struct HistoryCommand: Command {
  var count = 20

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<HistoryCommand>(
    "history", "Lists the latest commands that ran, and marks those that shaped the lab as it is.",
    positions: [Setting("count", \.count, in: 1...100_000, "How many.")],
    examples: ["history", "history 50"],
    details: "The marked ones are what save script would write.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var kept = lab.state.script[...]
    // From the newest back: the script is what is left of the commands after undo.
    let marked = lab.typed.reversed().map { text -> (text: String, isKept: Bool) in
      if kept.last == text { kept.removeLast(); return (text, true) }
      return (text, false)
    }
    var table = Table("commands", [.init("kept", "", .left), .init("text", "command", .left)])
    for entry in marked.prefix(count).reversed() {
      table.append(Table.Cell(entry.isKept ? "*" : "", value: .flag(entry.isKept)), .text(entry.text))
    }
    guard !table.rows.isEmpty else { return Report("No command has run yet.") }
    var report = Report()
    report.add(table)
    return report
  }
}
