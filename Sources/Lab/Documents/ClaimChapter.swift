import Basis
import Experiments

/// Claims with their verdicts, the numbers behind them, and how they were tested.
enum ClaimChapter {
  static func section(_ entries: [ClaimEntry]) -> Document.Section? {
    entries.isEmpty ? nil : Document.Section("claims", "Claims", report(entries))
  }

  static func report(_ entries: [ClaimEntry]) -> Report {
    var table = Table(
      "claims", caption: "Verdicts",
      [
        .init("id", "id", .left), .init("verdict", "verdict", .left), .init("text", "claim", .left),
        .init("numbers", "numbers", .left), .init("test", "test", .left), .init("seeds", "seeds"),
      ])
    for entry in entries {
      let verdict = ClaimReport.verdict(entry)
      let margin = entry.margin.map { " by \($0)" } ?? ""
      let numbers = entry.parts.map { "\($0.condition)\(margin): \($0.finding)" }
      table.append(
        .text(entry.id, .name), .text(verdict.plain, verdict.pieces[0].style), .text(entry.text),
        .text(numbers.joined(separator: "\n")),
        .text(String(entry.test.prefix { $0 != ":" && $0 != ";" })), .integer(entry.seeds.count))
    }
    var report = Report(StyledText(Ledger.summary(entries)))
    report.add(table)
    report.say(
      StyledText(
        "A claim about a mean over seeds, paired by seed, is reproduced if the whole 95 % interval of Student's t satisfies "
          + "it, contradicted if none of it does, and undecided otherwise. Exact claims must hold in every run, those of order "
          + "of magnitude in every seed that ran.", .faint))
    report.add(
      data: "ledger", .list(entries.map { .object(Dictionary(uniqueKeysWithValues: ClaimReport.json($0))) }))
    return report
  }
}
