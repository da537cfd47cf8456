import Basis
import Experiments
import Foundation

/// The ledger as a Markdown document, one table a lesson.
enum ClaimsMarkdown {
  static func text(_ entries: [ClaimEntry], madeBy command: String) -> String {
    var lines = ["# Claims and their verdicts", ""]
    lines += [
      "Made by `\(MarkdownText.code(command))`" + (entries.first.map { " on \(day($0.date))" } ?? "") + ".",
      "",
    ]
    lines += [Ledger.summary(entries), ""]
    lines += [
      "A claim is tested on the mean over its seeds, paired by seed, with a 95 % interval of Student's t: reproduced "
        + "if the whole interval satisfies it, contradicted if none of it does, else undecided. \"Exact\" claims must "
        + "hold in every run, \"order of magnitude\" claims in every seed that ran.", "",
    ]
    for (lesson, claims) in byLesson(entries) {
      lines += ["## \(MarkdownText.prose(lesson))", ""]
      let sources = claims[0].sources
      if !sources.isEmpty { lines += ["Source: \(MarkdownText.prose(sources.joined(separator: "; ")))", ""] }
      lines += ["| id | claim | verdict | numbers | test | seeds |", "|---|---|---|---|---|---|"]
      for entry in claims { lines.append(row(entry)) }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func byLesson(_ entries: [ClaimEntry]) -> [(String, [ClaimEntry])] {
    var order: [String] = []
    for entry in entries where !order.contains(entry.lesson ?? "") { order.append(entry.lesson ?? "") }
    return order.map { lesson in
      let number = lesson.prefix { $0.isNumber }
      let name = lesson.dropFirst(number.count + 1).replacing("-", with: " ")
      return ("Lesson \(number): \(name)", entries.filter { ($0.lesson ?? "") == lesson })
    }
  }

  private static func row(_ entry: ClaimEntry) -> String {
    let margin = entry.margin.map { " by \($0)" } ?? ""
    let numbers = entry.parts.map {
      "`\(MarkdownText.code($0.condition + margin))`: \(MarkdownText.prose($0.finding))"
    }
    let test = entry.test.prefix { $0 != ":" && $0 != ";" }
    return "| "
      + [
        entry.id, MarkdownText.prose(entry.text), "**\(ClaimReport.verdict(entry).plain)**",
        numbers.joined(separator: "<br>"), MarkdownText.prose(String(test)), "\(entry.seeds.count)",
      ].joined(separator: " | ") + " |"
  }

  private static func day(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day())
  }
}
