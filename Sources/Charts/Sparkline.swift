/// A row of numbers as a row of small bars: `▁▂▅█`.
package enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One column a number, scaled from the smallest to the largest; a gap where a number is not finite.
  package static func text(_ numbers: [Double]) -> String {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return "" }
    return String(
      numbers.map { number -> Character in
        guard number.isFinite else { return " " }
        guard most > least else { return levels[0] }
        return levels[min(7, Int((number - least) / (most - least) * 8))]
      })
  }
}
