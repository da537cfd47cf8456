import Basis
import Charts
import Experiments

/// The experiments and sweeps of a lab, each with its table and a drawing of every measure.
enum ExperimentChapter {
  /// More drawings hide each other.
  private static let mostFigures = 8

  static func section(of lab: Lab) -> Document.Section? {
    let sections = sections(of: lab.experiments)
    return sections.isEmpty ? nil : Document.Section("experiments", "Experiments", Report(), sections)
  }

  /// Only those that have run.
  /// - Parameter prefix: makes the keys unique where several labs are reported.
  static func sections(of book: ExperimentBook, prefix: String = "experiment") -> [Document.Section] {
    book.plans.compactMap { plan in
      book.result(named: plan.name).map { result in
        Document.Section("\(prefix)-\(plan.name)", plan.name, report(result))
      }
    }
  }

  private static func report(_ result: ExperimentResult) -> Report {
    var report = ExperimentReport.report(result, threads: 1)
    guard result.arms.count > 1 else { return report }
    // Words cannot be drawn.
    let measures = result.measures.filter { measure in
      result.arms.contains { arm in
        result.measured(measure, in: arm).contains { $0.number?.isFinite ?? false }
      }
    }
    for measure in measures.prefix(mostFigures) {
      let arms = ArmComparison(result, measure)
      report.add(
        plot: "ranking-\(measure)", arms.plot(.interval), arms.sentence(.interval), data: arms.json)
    }
    return report
  }
}

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
