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
    var report = ExperimentReport.report(result, threads: 1, isWide: true)
    if let data = dataSentence(result) { report.say(StyledText(data, .faint)) }
    if result.arms.count > 1 { addRankings(of: result, to: &report) }
    report.append(ArmGradients.report(result))
    return report
  }

  /// What the networks were trained on last; nil where nothing was trained.
  private static func dataSentence(_ result: ExperimentResult) -> String? {
    let sets = result.runs.compactMap(\.record).reduce(into: [String]()) { sets, run in
      let text = ["data", "parts"].compactMap(run.setting).joined(separator: " · ")
      if !text.isEmpty, !sets.contains(text) { sets.append(text) }
    }
    guard !sets.isEmpty else { return nil }
    let shown = sets.count > 4 ? sets.prefix(3) + ["\(sets.count - 3) more"] : sets[...]
    return "Trained on \(shown.joined(separator: "; "))."
  }

  private static func addRankings(of result: ExperimentResult, to report: inout Report) {
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
  }
}
