import Basis

/// What there is to say about one item, from its card alone.
enum HelpPage {
  static func report(_ type: any Item.Type, of family: FamilyEntry) -> Report {
    let item = type.description
    var report = Report()
    let aliases = item.aliases.isEmpty ? "" : " (also \(item.aliases.joined(separator: ", ")))"
    report.say(
      StyledText(item.name, .heading) + StyledText("\(aliases), \(family.noun.withArticle): ", .faint)
        + StyledText(item.summary))
    if let command = type as? any Command.Type { report.add(facts: [fact("usage", command.usage)]) }
    if let formula = item.formula { report.add(facts: [fact("formula", formula)]) }
    let settings = item.entries.map(setting)
    if !settings.isEmpty {
      report.addGap()
      report.add(facts: settings)
    }
    if let details = item.details {
      report.addGap()
      report.say(StyledText(details))
    }
    if !item.examples.isEmpty {
      report.addGap()
      for example in item.examples { report.add(line: StyledText("  ") + StyledText(example, .name)) }
    }
    if !item.sources.isEmpty {
      report.addGap()
      for source in item.sources { report.say(StyledText("Source: \(source.text)", .faint)) }
    }
    return report
  }

  static func json(_ type: any Item.Type, of family: FamilyEntry) -> JSON {
    let item = type.description
    return .object([
      "name": .text(item.name), "family": .text(family.noun), "summary": .text(item.summary),
      "aliases": .list(item.aliases.map { .text($0) }), "examples": .list(item.examples.map { .text($0) }),
      "formula": item.formula.map { .text($0) } ?? .null, "details": item.details.map { .text($0) } ?? .null,
      "sources": .list(item.sources.map { .text($0.text) }),
      "settings": .list(
        item.entries.map { entry in
          .object([
            "name": .text(entry.name), "accepts": .text(entry.kind.rule), "default": entry.standard.json,
            "summary": .text(entry.summary), "byPlace": .flag(entry.isPosition),
          ])
        }),
    ])
  }

  private static func fact(_ label: String, _ text: String) -> Report.Fact {
    .init(label, label, text, .text(text))
  }

  private static func setting(_ entry: ItemDescription.Entry) -> Report.Fact {
    let standard = entry.standard == .text("") || entry.standard == .list([]) ? "" : entry.standard.literal
    let label =
      entry.isPosition
      ? "  \(entry.name.uppercased())" : "  \(entry.name)=\(standard.isEmpty ? "…" : standard)"
    var text = entry.summary
    // Free text needs no rule, and a position's default is not seen in its name.
    let isFree = entry.kind == .text || entry.kind == .any || entry.kind == .file
    if !isFree { text += " \(entry.kind.rule.capitalizedFirst)." }
    if entry.isPosition, !standard.isEmpty { text += " Otherwise \(standard)." }
    return .init(entry.name, label, text, .text(entry.kind.rule))
  }
}
