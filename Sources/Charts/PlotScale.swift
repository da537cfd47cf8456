import Foundation

/// From numbers along an axis to 0…1.
package struct PlotScale: Equatable, Sendable {
  /// Numbers of such different sizes are shown on a log scale.
  private static let logarithmicRatio = 300.0

  package let lower: Double
  package let upper: Double
  package let isLogarithmic: Bool

  /// Nil where there are no finite numbers. A log scale is refused where a number is not positive.
  package init?(_ numbers: [Double], isLogarithmic wish: Bool? = nil) {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    (lower, upper) = (least, most)
    isLogarithmic = least > 0 && (wish ?? (most / least > PlotScale.logarithmicRatio))
  }

  package func place(_ number: Double) -> Double {
    guard upper > lower else { return 0.5 }
    if isLogarithmic { return min(1, max(0, (log(number) - log(lower)) / (log(upper) - log(lower)))) }
    // Halves, because the difference of two huge numbers may be infinite.
    return min(1, max(0, (number / 2 - lower / 2) / (upper / 2 - lower / 2)))
  }

  // MARK: Ticks

  /// Round numbers between the ends, at most `most`; the ends themselves where there is only one.
  /// - Parameters:
  ///   - unit: what they are round in: 60 for minutes.
  ///   - isWhole: whether there is nothing between whole numbers.
  package func ticks(most: Int, unit: Double = 1, isWhole: Bool = false) -> [Double] {
    guard upper > lower else { return [lower] }
    let scaled = PlotScale([lower / unit, upper / unit], isLogarithmic: isLogarithmic) ?? self
    let ticks = (scaled.isLogarithmic ? scaled.decades(most) : scaled.rounds(most, isWhole ? 1 : 0)).map {
      $0 * unit
    }
    return ticks.count > 1 ? ticks : [lower, upper]
  }

  private func decades(_ most: Int) -> [Double] {
    let (first, last) = (Int(ceil(log10(lower) - 1e-9)), Int(floor(log10(upper) + 1e-9)))
    guard first <= last else { return [] }
    let step = max(1, (last - first + most) / max(1, most))
    return stride(from: first, through: last, by: step).map { pow(10, Double($0)) }
  }

  private func rounds(_ most: Int, _ least: Double) -> [Double] {
    let span = upper - lower
    guard span.isFinite, span > 0 else { return [] }
    // Never finer than whole numbers where those are the finest there are.
    let size = max(least, pow(10, floor(log10(span / Double(max(1, most))))))
    guard size > 0, size.isFinite else { return [] }
    for step in [1.0, 2, 5, 10, 20].map({ $0 * size }) {
      let (first, last) = (ceil(lower / step - 1e-9), floor(upper / step + 1e-9))
      // Far from zero the steps may be too fine for a Double to tell apart.
      guard abs(first) < 1e12, abs(last) < 1e12, last >= first else { return [] }
      guard last - first < Double(most) else { continue }
      return stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step }
    }
    return []
  }
}
