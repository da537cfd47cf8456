import Basis
import Experiments

/// The arms of an experiment below each other, with the mean of every measure: as wide as only a page can be.
enum ArmOverview {
  /// Nil where there is one arm or one measure: then the table of everything is an overview.
  static func table(_ result: ExperimentResult) -> Table? {
    guard result.arms.count > 1, result.measures.count > 1 else { return nil }
    let isSpread = result.seeds.count > 1
    var table = Table(
      "overview", caption: "Means of \(result.name)" + (isSpread ? " ± standard deviation" : ""),
      result.axes.map { .init($0.name, $0.name, .left) }
        + result.measures.map { .init("mean-\($0)", $0) })
    for arm in result.arms {
      table.rows.append(
        arm.map { Table.Cell($0.literal, value: $0.json) }
          + result.measures.map { cell(result.measured($0, in: arm), isSpread: isSpread) })
    }
    return table
  }

  private static func cell(_ values: [Measured], isSpread: Bool) -> Table.Cell {
    guard let first = values.first else { return .absent }
    let numbers = values.compactMap(\.number)
    guard numbers.count == values.count else {
      return .text(values.allSatisfy { $0.value == first.value } ? first.value.display : "differs")
    }
    // As in the table of everything: of the runs that came to a number.
    let finite = Sample(numbers.filter(\.isFinite))
    let shown = finite.count > 0 ? finite : Sample(numbers)
    let spread = isSpread ? " ± \(Numbers.compact(shown.deviation))" : ""
    return Table.Cell(Numbers.measured(shown.mean) + spread, value: .number(shown.mean))
  }
}
