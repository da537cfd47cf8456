import Basis
import Experiments

/// The session's runs by accuracy and time.
enum TimeChapter {
  static func section(_ lab: Lab, id: String = "time") throws -> Document.Section? {
    guard lab.environment.recorder == nil, lab.runLog.isThere, !lab.runKeys.isEmpty else { return nil }
    let numbers = try lab.runKeys.compactMap { try lab.runLog.number(ofKey: $0) }
    let runs = try lab.runLog.runs(numbers)
    guard let report = try report(runs, lab) else { return nil }
    return Document.Section(id, "Accuracy against time", report)
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
    return comparison.count > 1 ? try comparison.report() : nil
  }
}
