import Basis
import Experiments

/// A claim and its verdict, with the numbers behind it.
enum ClaimReport {
  /// - Parameter isNew: it has just been judged, so that nobody asks when.
  static func report(_ entry: ClaimEntry, isNew: Bool = false) -> Report {
    var report = Report()
    report.say(StyledText(entry.id + " ", .name) + verdict(entry) + StyledText(": \(entry.text)"))
    // Without a label, facts are wrapped lines that stand two columns in.
    func add(_ id: String, _ text: String, _ style: Style = .plain) {
      report.add(facts: [.init(id, "", text, .text(text), style)])
    }
    for (index, part) in entry.parts.enumerated() {
      let margin = entry.margin.map { " by \($0)" } ?? ""
      let condition = part.condition + margin
      if condition != entry.text { add("condition\(index + 1)", condition, .faint) }
      add("finding\(index + 1)", part.finding.capitalizedFirst)
    }
    let day = isNew ? [] : [entry.date.formatted(.iso8601.year().month().day())]
    let method = [entry.test.capitalizedFirst, SeedText.text(entry.seeds)] + day
    add("method", method.joined(separator: "; "), .faint)
    for (id, value) in json(entry) { report.add(data: id, value) }
    return report
  }

  /// `reproduced`, `contradicted, as stated`, `undecided, stated as reproduced`, `one seed: as stated`.
  static func verdict(_ entry: ClaimEntry) -> StyledText {
    if entry.isProvisional {
      return entry.holds
        ? StyledText("one seed, as stated", .plain) : StyledText("one seed, other than stated", .bad)
    }
    let word = entry.verdict.rawValue
    if !entry.holds { return StyledText("\(word), stated as \(entry.stated.rawValue)", .bad) }
    return entry.stated == .reproduced ? StyledText(word, .good) : StyledText("\(word), as stated", .good)
  }

  /// Why a claim that came out otherwise stops a script.
  static func complaint(_ entry: ClaimEntry) -> String {
    let findings = entry.parts.map { "\($0.condition): \($0.finding)" }.joined(separator: "; ")
    let what =
      entry.isProvisional
      ? "leans the other way than stated (\(entry.stated.rawValue))"
      : "is \(entry.verdict.rawValue), stated as \(entry.stated.rawValue)"
    return "claim \(entry.id) \(what). \(findings)"
  }

  /// What the claim should have been stated as.
  static func finding(_ entry: ClaimEntry) -> String {
    entry.isProvisional ? (entry.leans ? "reproduced" : "contradicted") : entry.verdict.rawValue
  }

  static func json(_ entry: ClaimEntry) -> [(String, JSON)] {
    [
      ("id", .text(entry.id)), ("text", .text(entry.text)), ("verdict", .text(entry.verdict.rawValue)),
      ("stated", .text(entry.stated.rawValue)), ("holds", .flag(entry.holds)),
      ("provisional", .flag(entry.isProvisional)), ("test", .text(entry.test)),
      ("seeds", .list(entry.seeds.map { .integer(Int(clamping: $0)) })),
      ("lesson", entry.lesson.map { .text($0) } ?? .null),
      ("sources", .list(entry.sources.map { .text($0) })),
      (
        "parts",
        .list(
          entry.parts.map { part in
            .object([
              "condition": .text(part.condition), "verdict": .text(part.verdict.rawValue),
              "finding": .text(part.finding), "mean": JSON(part.mean), "lower": JSON(part.interval?.lower),
              "upper": JSON(part.interval?.upper), "limit": JSON(part.limit), "effect": JSON(part.effectSize),
            ])
          })
      ),
    ]
  }
}
