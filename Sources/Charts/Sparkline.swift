/// A row of numbers as a row of small bars: `▁▂▅█`.
package enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One column a number, scaled from the smallest to the largest; a gap where a number is not finite.
  package static func text(_ numbers: [Double]) -> String {
    guard let scale = PlotScale(numbers, isLogarithmic: false) else { return "" }
    return String(
      numbers.map { number -> Character in
        guard number.isFinite else { return " " }
        guard scale.upper > scale.lower else { return levels[0] }
        return levels[min(7, Int(scale.place(number) * 8))]
      })
  }
}
