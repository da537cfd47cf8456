import Basis
import DataSets
import Language

/// Finds what `help NAME` is about.
enum HelpTopic {
  /// nil if nothing has this name.
  static func report(_ topic: String, in lab: Lab) throws -> Report? {
    if let family = Families.family(named: topic) { return list(family) }
    if topic == "thresholds" { return thresholds() }
    if topic == "terms" { return Glossary.list }
    let found = items(topic)
    if !found.isEmpty {
      var report = Report()
      for (index, item) in found.enumerated() {
        if index > 0 { report.addGap() }
        report.append(HelpPage.report(item.type, of: item.family))
        if let official = item.type as? any OfficialSet.Type {
          report.addGap()
          report.add(facts: OfficialReport.facts(official, lab.catalog.cache))
        }
      }
      report.add(data: "items", .list(found.map { HelpPage.json($0.type, of: $0.family) }))
      return report
    }
    return try statement(topic) ?? function(topic) ?? dataSet(topic, lab.catalog) ?? threshold(topic)
      ?? Glossary.report(topic)
  }

  /// Every word that has help, for suggestions and completion.
  static func names(in lab: Lab) -> [String] {
    Families.all.flatMap { [$0.plural.replacing(" ", with: "-")] + $0.types.map { $0.name } } + Lab.keywords
      + Function.all.map(\.name) + lab.catalog.library.names + ["thresholds", "terms"]
      + Glossary.terms.map { $0.names[0] }
  }

  /// `dropout` may be a command and a layer; `layer dropout` is the layer, and `layer remove` a command.
  private static func items(_ topic: String) -> [(family: FamilyEntry, type: any Item.Type)] {
    let whole = Families.items(named: topic)
    if !whole.isEmpty { return whole }
    let words = topic.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return [] }
    return Families.items(named: words[1]).filter { member in
      // The command's own places know which families they take.
      Commands.match([words[0]])?.type.slots.contains { $0.member(named: words[1]) == member.type } ?? false
        || member.family.noun == words[0]
    }
  }

  private static func list(_ family: FamilyEntry) -> Report {
    var report = Report(StyledText(family.summary))
    report.add(
      facts: family.types.map { type in
        .init(type.name, "  \(type.name)", type.description.summary, .text(type.description.summary))
      })
    return report
  }

  private static func thresholds() -> Report {
    var report = Report("Where the lab begins to say something, and why there.")
    for threshold in Thresholds.all {
      report.addGap()
      add(threshold, to: &report)
    }
    return report
  }

  private static func add(_ threshold: Threshold, to report: inout Report) {
    report.say(
      StyledText("\(threshold.name) \(Numbers.exact(threshold.value))", .heading)
        + StyledText(": \(threshold.measure)."))
    report.say(StyledText("\(threshold.meaning.capitalizedFirst)."))
    report.say(StyledText("Source: \(threshold.source).", .faint))
    report.add(data: threshold.name, .number(threshold.value))
  }

  /// The word that a sentence under a table begins with.
  private static func threshold(_ name: String) -> Report? {
    let ends = Thresholds.all.filter { $0.name == name || $0.name.hasPrefix(name + ",") }
    if ends.isEmpty { return nil }
    var report = Report()
    for threshold in ends { add(threshold, to: &report) }
    return report
  }

  private static func statement(_ name: String) -> Report? {
    guard let form = StatementForm.all.first(where: { $0.keyword == name }) else { return nil }
    return short(name, "a statement of the language", form.summary, usage: form.usage, example: form.example)
  }

  private static func function(_ name: String) -> Report? {
    guard let function = Function.all.first(where: { $0.name == name }) else { return nil }
    return short(name, "a function", function.summary, usage: function.usage, example: nil)
  }

  private static func dataSet(_ name: String, _ catalog: Catalog) throws -> Report? {
    guard catalog.library.contains(name) else { return nil }
    let manifest = try catalog.library.manifest(name)
    var report = short(name, "a data set", manifest.title, usage: "data \(name)", example: nil)
    let facts = manifest.facts
    let parts = [
      ("origin", facts.origin), ("licence", facts.licence), ("citation", facts.citation),
      ("notes", facts.notes),
    ]
    report.add(facts: parts.filter { !$0.1.isEmpty }.map { .init($0.0, $0.0, $0.1, .text($0.1)) })
    return report
  }

  private static func short(
    _ name: String, _ kind: String, _ summary: String, usage: String, example: String?
  ) -> Report {
    var report = Report(StyledText(name, .heading) + StyledText(", \(kind): ", .faint) + StyledText(summary))
    report.add(facts: [.init("usage", "usage", usage, .text(usage))])
    if let example {
      report.addGap()
      report.add(line: StyledText("  ") + StyledText(example, .name))
    }
    return report
  }
}
