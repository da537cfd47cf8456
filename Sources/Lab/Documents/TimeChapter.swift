import Basis
import Experiments

/// Accuracy by time: in each experiment of its arms, and in a session of what was trained beside them.
enum TimeChapter {
  private static let title = "Accuracy against time"

  /// Of the lab's experiments alone; nil where none has two arms to compare.
  static func section(ofStudiesIn lab: Lab, id: String) throws -> Document.Section? {
    guard keepsRuns(lab) else { return nil }
    return section(id, try studies(in: lab, id: id))
  }

  static func section(_ lab: Lab, id: String = "time") throws -> Document.Section? {
    guard keepsRuns(lab), !lab.runKeys.isEmpty else { return nil }
    let runs = try recorded(lab.runKeys, in: lab)
    // An experiment that ran again has left runs that its result does not know any more.
    let others = runs.filter { $0.trial == nil }
    let outside = try report(others, lab).map {
      Document.Section("\(id)-outside", "Outside experiments", $0)
    }
    return section(id, try studies(in: lab, id: id) + [outside].compactMap { $0 })
  }

  private static func keepsRuns(_ lab: Lab) -> Bool { lab.environment.recorder == nil && lab.runLog.isThere }

  private static func section(_ id: String, _ sections: [Document.Section]) -> Document.Section? {
    sections.isEmpty ? nil : Document.Section(id, title, Report(), sections)
  }

  private static func studies(in lab: Lab, id: String) throws -> [Document.Section] {
    try lab.experiments.plans.compactMap { plan in
      guard let result = lab.experiments.result(named: plan.name) else { return nil }
      let runs = try recorded(result.runs.compactMap { $0.record?.key }, in: lab)
      return try report(runs, lab).map { Document.Section("\(id)-of-\(plan.name)", plan.name, $0) }
    }
  }

  private static func recorded(_ keys: [String], in lab: Lab) throws -> [RunRecord] {
    try lab.runLog.runs(try keys.compactMap { try lab.runLog.number(ofKey: $0) })
  }

  /// Of the runs on the data of the latest; nil where there are not two to compare.
  private static func report(_ runs: [RunRecord], _ lab: Lab) throws -> Report? {
    // A run that another went on from is part of that one.
    let continued = Set(runs.compactMap(\.continues))
    let ends = runs.filter {
      !continued.contains($0.key) && $0.test?.accuracy != nil && $0.ending != .diverged
    }
    guard let latest = ends.last else { return nil }
    let alike = ends.filter { $0.setting("data") == latest.setting("data") }
    let groups = TimeComparison.groups(Array(alike.indices), alike)
    guard groups.count > 1 else { return nil }
    let chosen = groups.suffix(TimeComparison.mostRows).joined().sorted().map { alike[$0] }
    let comparison = try TimeComparison(
      chosen, after: try chosen.map { try lab.ancestors(of: $0) }, on: lab.environment.machine)
    guard comparison.count > 1 else { return nil }
    var report = try comparison.report()
    if alike.count < ends.count, let data = latest.setting("data") {
      report.say(
        StyledText("Only what was trained on \(data): accuracies on different data do not compare.", .faint))
    }
    return report
  }
}
