import Basis
import Charts
import Experiments

/// Runs side by side: the settings that differ, the curves, where they ended, and whether that is more than chance.
struct RunComparison {
  static let marks = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
  /// With more runs than this each is a row, and a setting a column.
  private static let mostColumns = 3

  private let runs: [RunRecord]
  /// What trained each one's network before.
  private let chains: [[RunRecord]]
  /// All runs of the same execution of an experiment.
  private let mates: [RunRecord]

  init(_ runs: [RunRecord], after chains: [[RunRecord]], mates: [RunRecord]) {
    self.runs = runs
    self.chains = chains
    self.mates = mates
  }

  var report: Report {
    var report = Report()
    addSettings(to: &report)
    addCurves(to: &report)
    report.addGap()
    report.add(ends)
    if let sentence = ChanceSentence.of(runs, mates: mates) { report.say(sentence) }
    return report
  }

  static func name(_ index: Int, _ run: RunRecord) -> String { "\(marks[index]) \(run.title)" }

  // MARK: Settings

  /// Name and value per run of everything that is not the same in all.
  static func differences(_ runs: [RunRecord], after chains: [[RunRecord]]) -> [(
    key: String, values: [String?]
  )] {
    var keys: [String] = []
    for key in runs.flatMap({ $0.configuration.map(\.key) }) where !keys.contains(key) { keys.append(key) }
    var rows = keys.map { key in (key: key, values: runs.map { $0.setting(key) }) }
    rows.append(
      (
        "after",
        chains.map { chain in
          let earlier = chain.count > 1 ? " and \(chain.count - 1) before" : ""
          return chain.last.map { $0.title + earlier }
        }
      ))
    rows.append(("seed", runs.map { "\($0.seed)" }))
    rows.insert(("experiment", runs.map(\.trialText)), at: 0)
    // Counts follow from what they count.
    return rows.filter { row in
      row.key != "parameters" && row.values.contains { $0 != row.values.first ?? nil }
    }
  }

  private func addSettings(to report: inout Report) {
    let differences = RunComparison.differences(runs, after: chains)
    guard !differences.isEmpty else {
      let isSame = runs.allSatisfy { $0.digest == runs[0].digest }
      return report.say(
        StyledText(
          "Settings and seed are the same"
            + (isSame ? ", and so is every bit: digest \(runs[0].digest)." : ".")))
    }
    func cell(_ value: String?) -> Table.Cell { value.map { .text($0) } ?? .absent }
    if runs.count <= RunComparison.mostColumns {
      var table = Table(
        "settings",
        [.init("setting", "differs", .left)]
          + runs.enumerated().map {
            .init("run\($1.number ?? 0)", RunComparison.name($0, $1), .left)
          })
      for row in differences { table.rows.append([.text(row.key, .name)] + row.values.map(cell)) }
      report.add(table)
    } else {
      var table = Table(
        "settings", [.init("run", "run", .left)] + differences.map { .init($0.key, $0.key, .left) })
      for (index, run) in runs.enumerated() {
        table.rows.append(
          [.text(RunComparison.name(index, run))] + differences.map { cell($0.values[index]) })
      }
      report.add(table)
    }
  }

  // MARK: Curves

  private typealias Quantity = (name: String, of: (RunRecord.Epoch) -> Double?, isGoodHigh: Bool)

  /// Losses of different kinds cannot be compared; accuracies can.
  private var quantity: Quantity {
    let isSameLoss = runs.allSatisfy { $0.setting("loss") == runs[0].setting("loss") }
    let hasAccuracy = runs.allSatisfy { $0.epochs.contains { $0.validationAccuracy != nil } }
    if !isSameLoss, hasAccuracy { return ("validation accuracy", { $0.validationAccuracy }, true) }
    if runs.allSatisfy(\.hasValidation) { return ("validation loss", { $0.validationLoss }, false) }
    return ("training loss", { $0.loss }, false)
  }

  private func addCurves(to report: inout Report) {
    guard runs.contains(where: { $0.epochs.count > 1 }) else { return }
    let quantity = quantity
    let points = runs.map { run in
      run.epochs.compactMap { epoch in quantity.of(epoch).map { Plot.Point(Double(epoch.number), $0) } }
    }
    guard points.contains(where: { $0.contains(where: \.isFinite) }) else { return }
    let series = points.enumerated().map { index, points in
      Plot.Series(runs[index].title, mark: RunComparison.marks[index], points)
    }
    report.addGap()
    let data = zip(runs, points).map { run, points in
      JSON.object([
        "run": run.number.map { .integer($0) } ?? .null,
        "points": .list(points.map { .list([.number($0.x), .number($0.y)]) }),
      ])
    }
    report.add(
      plot: "curves",
      Plot(
        "\(quantity.name.capitalizedFirst) by epoch",
        .curves(
          series, x: .init("epoch", .whole), y: .init(quantity.name, quantity.isGoodHigh ? .percent : .plain))
      ),
      StyledText(sentence(quantity, points)),
      data: .object(["quantity": .text(quantity.name), "runs": .list(data)]))
  }

  private func sentence(_ quantity: Quantity, _ points: [[Plot.Point]]) -> String {
    func isBetter(_ one: Double, _ other: Double) -> Bool { quantity.isGoodHigh ? one > other : one < other }
    let ends = points.indices.compactMap { index in
      points[index].last.flatMap { $0.y.isFinite ? (index: index, y: $0.y) : nil }
    }.sorted { isBetter($0.y, $1.y) }
    guard let best = ends.first else { return "No \(quantity.name) stayed a number." }
    let others = ends.dropFirst().prefix(5).map {
      "\(Numbers.short($0.y)) of \(RunComparison.marks[$0.index])"
    }
    var text =
      "\(quantity.name.capitalizedFirst): \(RunComparison.name(best.index, runs[best.index])) ends "
      + "\(quantity.isGoodHigh ? "highest" : "lowest") at \(Numbers.short(best.y))"
    if !others.isEmpty { text += ", against \(others.enumeration)" }
    if ends.count == 2, let turn = turn(points[best.index], points[ends[1].index], isBetter) {
      text += "; up to epoch \(Numbers.exact(turn)) \(RunComparison.marks[ends[1].index]) was better"
    }
    return text + ". \(CurveChart.meeting) where curves meet."
  }

  /// The last epoch after which the one that ends better was still behind.
  private func turn(
    _ best: [Plot.Point], _ other: [Plot.Point], _ isBetter: (Double, Double) -> Bool
  ) -> Double? {
    let known = Dictionary(other.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
    return best.last { point in known[point.x].map { isBetter($0, point.y) } ?? false }?.x
  }

  // MARK: Ends

  private var ends: Table {
    let hasValidation = runs.contains { $0.hasValidation }
    var columns: [Table.Column] = [
      .init("run", "run", .left), .init("epochs", "epochs"), .init("loss", "loss"),
    ]
    if hasValidation { columns.append(.init("validationLoss", "validation loss")) }
    columns += [
      .init("test", "test"), .init("interval", "95 % interval", dispensability: 1),
      .init("seconds", "time", unit: "s"),
    ]
    var table = Table("ends", columns)
    for (index, run) in runs.enumerated() {
      var row: [Table.Cell] = [
        .text(RunComparison.name(index, run)), .integer(run.epochCount), .short(run.epochs.last?.loss),
      ]
      if hasValidation { row.append(.short(run.epochs.last?.validationLoss)) }
      row += [
        run.testText.map { Table.Cell($0, value: RunExport.json(run.test)) } ?? .absent, interval(run),
        Table.Cell(Numbers.duration(run.seconds), value: .number(run.seconds)),
      ]
      table.rows.append(row)
    }
    return table
  }

  /// p ± 1.96·se, within 0…1.
  private func interval(_ run: RunRecord) -> Table.Cell {
    guard let accuracy = run.test?.accuracy, let error = run.test?.standardError else { return .absent }
    let (lower, upper) = (max(0, accuracy - 1.96 * error), min(1, accuracy + 1.96 * error))
    return Table.Cell(
      "\(Numbers.fixed(lower * 100, 1))…\(Numbers.fixed(upper * 100, 1)) %",
      value: .list([.number(lower), .number(upper)]))
  }
}
