/// Means with whiskers, one row each, on one common scale: `├──●──┤`.
package enum WhiskerChart {
  package struct Row: Sendable {
    package let label: String
    package let mean: Double
    /// How far the whiskers reach to each side; 0 draws none.
    package let reach: Double

    package init(_ label: String, mean: Double, reach: Double) {
      self.label = label
      self.mean = mean
      self.reach = reach
    }

    fileprivate var isKnown: Bool { mean.isFinite && (mean - reach).isFinite && (mean + reach).isFinite }
  }

  /// One line a row and one for the scale's ends. A row whose mean is no number stays empty.
  package static func lines(_ rows: [Row], width: Int, label: (Double) -> String) -> [String] {
    let known = rows.filter(\.isKnown)
    guard
      let range = PlotScale(known.flatMap { [$0.mean - $0.reach, $0.mean + $0.reach] }, isLogarithmic: false)
    else { return [] }
    let (least, most) = (range.lower, range.upper)
    let margin = (rows.map(\.label.count).max() ?? 0) + 2
    let columns = max(10, width - margin)
    func column(_ number: Double) -> Int {
      most > least ? Int((range.place(number) * Double(columns - 1)).rounded()) : columns / 2
    }
    let drawn = rows.map { row -> String in
      let head = row.label + String(repeating: " ", count: margin - row.label.count)
      guard row.isKnown else { return head + "(no number)" }
      return head + line(column(row.mean - row.reach), column(row.mean), column(row.mean + row.reach))
    }
    let ends = [label(least), label(most)]
    let gap = max(1, columns - ends[0].count - ends[1].count)
    let scale = most > least ? ends[0] + String(repeating: " ", count: gap) + ends[1] : ends[0]
    return drawn + [String(repeating: " ", count: margin) + scale]
  }

  private static func line(_ low: Int, _ middle: Int, _ high: Int) -> String {
    var cells = Array(repeating: Character(" "), count: high + 1)
    for index in low...high { cells[index] = "─" }
    if low < middle { cells[low] = "├" }
    if high > middle { cells[high] = "┤" }
    cells[middle] = "●"
    return String(cells)
  }
}
