import Basis

/// A row of numbers as columns side by side, some lines high.
package enum AreaChart {
  private static let levels: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One column a number, from 0 (or the smallest number below it) to the largest; a gap where one is not finite. The
  /// highest number stands at the first line's left.
  package static func lines(
    _ numbers: [Double], height: Int, label: (Double) -> String = { Numbers.short($0) }
  )
    -> [String]
  {
    let finite = numbers.filter(\.isFinite)
    guard let most = finite.max(), height > 0 else { return [] }
    let least = min(0, finite.min() ?? 0)
    let labels = [label(most), label(least)]
    let margin = labels.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let text = line == 0 ? labels[0] : line == height - 1 ? labels[1] : ""
      let columns = numbers.map { number -> Character in
        guard number.isFinite, most > least else { return " " }
        // Halves, because the difference of two huge numbers may be infinite.
        let share = (number / 2 - least / 2) / (most / 2 - least / 2)
        let eighths = Int((min(1, max(0, share)) * Double(height * 8)).rounded())
        return levels[min(8, max(0, eighths - (height - 1 - line) * 8))]
      }
      return String(repeating: " ", count: margin - text.count) + text + " ▕" + String(columns)
    }
  }
}
