import Basis
import Language

/// What `help` alone says: everything there is, on one screen.
enum HelpOverview {
  static func report() -> Report {
    var report = Report(
      "A bare noun shows, a noun with arguments sets: optimizer, optimizer adam lr=0.001. Tab completes; undo takes back."
    )
    report.addGap()
    report.add(
      facts: CommandGroup.allCases.map { group in
        let names = Commands.types.filter { $0.group == group }.map { $0.name }
        return .init(group.rawValue, group.rawValue, shortened(names), .list(names.map { .text($0) }), .name)
      } + [
        .init(
          "language", "language",
          StatementForm.all.map(\.keyword).joined(separator: ", "),
          .list(Lab.keywords.map { .text($0) }), .name)
      ])
    report.addGap()
    let families = Families.all.dropFirst().map { $0.plural.replacing(" ", with: "-") }
    report.say(
      StyledText(
        "help NAME explains one of them. Lists: help \(families.joined(separator: ", ")), thresholds."))
    report.say("explain WORD tells what a word of the field means (help terms).")
    report.say("First time here? Type lesson 1.")
    return report
  }

  /// `layer insert` and its sisters as one entry: `layer [insert | move | remove]`.
  private static func shortened(_ names: [String]) -> String {
    names.filter { !$0.contains(" ") || !names.contains(String($0.prefix { $0 != " " })) }.map { name in
      let more = names.filter { $0.hasPrefix(name + " ") }.map { $0.dropFirst(name.count + 1) }
      return more.isEmpty ? name : "\(name) [\(more.joined(separator: "|"))]"
    }.joined(separator: ", ")
  }
}
