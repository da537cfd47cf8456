import Basis
import Experiments

/// One line a run.
enum RunTable {
  static func of(_ runs: [RunRecord]) -> Table {
    let hasTrials = runs.contains { $0.trial != nil }
    let isRegression = runs.contains { $0.test.map { $0.accuracy == nil } ?? false }
    let isClassification = runs.contains { $0.test?.accuracy != nil }
    var columns: [Table.Column] = [
      .init("number", "#"), .init("date", "date", .left, dispensability: 3), .init("data", "data", .left),
    ]
    if hasTrials { columns.append(.init("trial", "experiment", .left, dispensability: 2)) }
    columns += [
      .init("network", "network", .left), .init("optimizer", "optimizer", .left),
      .init("epochs", "epochs"), .init("seed", "seed", dispensability: 1),
      .init(
        "test", isRegression ? isClassification ? "test" : "test error" : "test accuracy",
        unit: "accuracy ± standard error, or mean error"),
      .init("seconds", "time", unit: "s"),
    ]
    var table = Table("runs", columns)
    for run in runs {
      var row: [Table.Cell] = [
        Table.Cell(run.number.map { "\($0)" } ?? "–", value: run.number.map { .integer($0) } ?? .null),
        Table.Cell(run.shortDateText, value: .text(RunExport.timestamp(run.date))),
        .text(run.setting("data") ?? "–"),
      ]
      if hasTrials { row.append(run.trialText.map { .text($0) } ?? .absent) }
      row += [
        .text(run.setting("network") ?? "–", .name), .text(run.setting("optimizer") ?? "–"),
        Table.Cell(
          Numbers.grouped(run.epochCount)
            + (run.ending == .completed ? "" : run.ending == .diverged ? " †" : " …"),
          value: .integer(run.epochCount), run.ending == .diverged ? .bad : .plain),
        Table.Cell("\(run.seed)", value: .text("\(run.seed)")),
        run.testText.map { Table.Cell($0, value: RunExport.json(run.test)) } ?? .absent,
        Table.Cell(Numbers.duration(run.seconds), value: .number(run.seconds)),
      ]
      table.rows.append(row)
    }
    return table
  }

  /// What the marks behind the epochs mean, where there are any.
  static func legend(_ runs: [RunRecord]) -> String? {
    let words = [
      runs.contains { $0.ending == .diverged } ? "† diverged" : nil,
      runs.contains { $0.ending == .interrupted } ? "… interrupted" : nil,
    ].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }
}
