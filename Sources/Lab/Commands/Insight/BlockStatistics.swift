import Basis
import Charts
import NeuralNet

/// The table that `gradients`, `activations` and `weights` have in common: one row a layer, one figure a column.
struct BlockStatistics {
  struct Row {
    let title: String
    /// nil where a layer has nothing of the kind, as dropout has no weights.
    let numbers: TensorStatistics?
    var extra: [Table.Cell] = []
  }

  let id: String
  var caption: String?
  /// What stands between the bars: `|∂L/∂W|`.
  let symbol: String
  let rows: [Row]
  var extraColumns: [Table.Column] = []

  /// The figure that the ratio and the bar compare.
  var figure: (TensorStatistics) -> Double = { $0.meanAbsolute }

  var table: Table {
    let sizes = rows.map { row in row.numbers.map(figure) }
    let last = sizes.compactMap { $0 }.last
    let bars = Bar.logarithmic(sizes)
    // Where a layer's own column is of interest, the ends of the range are the first to go on a narrow screen.
    let columns: [Table.Column] =
      [
        .init("layer", "#"), .init("title", "layer", .left),
        .init("meanAbsolute", "mean |\(symbol)|"), .init("deviation", "std"),
        .init("norm", "norm", dispensability: 3), .init("minimum", "min", dispensability: 5),
        .init("maximum", "max", dispensability: 4), .init("zeroFraction", "zero", dispensability: 1),
      ] + extraColumns + [.init("ratioToLast", "vs last"), .init("bar", "log10", .bar)]
    var table = Table(id, caption: caption, columns)
    for (index, row) in rows.enumerated() {
      let numbers = row.numbers
      let ratio = sizes[index].flatMap { size in last.map { size / $0 } }
      table.rows.append(
        [
          .integer(index + 1), .text(row.title, .name), .compact(numbers?.meanAbsolute),
          .compact(numbers?.deviation), .compact(numbers?.norm), .compact(numbers?.minimum),
          .compact(numbers?.maximum), .percent(numbers?.zeroFraction),
        ] + row.extra + [BlockStatistics.ratio(ratio), .bar(bars[index])])
    }
    return table
  }

  /// A comparison with the last layer, coloured where a threshold is crossed.
  private static func ratio(_ ratio: Double?) -> Table.Cell {
    guard let ratio else { return .absent }
    let isExtreme = ratio < Thresholds.vanishing.value || ratio > Thresholds.exploding.value
    return .compact(ratio, isExtreme ? .bad : .plain)
  }
}
