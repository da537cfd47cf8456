import Basis
import Foundation

/// Labels of an axis: with the decimals that tell neighbours apart, and powers of ten as powers.
enum TickText {
  static func text(
    _ number: Double, of scale: PlotScale, _ reading: Plot.Reading, among ticks: [Double]
  ) -> String {
    switch reading {
    case .percent: return Numbers.fixed(number * 100, decimals(ticks.map { $0 * 100 })) + " %"
    case .duration:
      let unit = unit(reading, scale)
      return Numbers.fixed(number / unit.size, decimals(ticks.map { $0 / unit.size })) + " " + unit.name
    case .whole: return Numbers.measured(number)
    case .plain:
      if scale.isLogarithmic { return power(number) }
      let most = ticks.map(abs).max() ?? 0
      guard number != 0 else { return "0" }
      guard most < 1e6, most >= 1e-3 else { return Numbers.scientific(number, digits: 2) }
      let decimals = decimals(ticks)
      return decimals == 0 ? Numbers.grouped(Int(number.rounded())) : Numbers.fixed(number, decimals)
    }
  }

  static func ticks(_ scale: PlotScale, _ reading: Plot.Reading) -> [Double] {
    let isWhole = if case .whole = reading { true } else { false }
    return scale.ticks(most: 5, unit: unit(reading, scale).size, isWhole: isWhole)
  }

  /// In which an axis is read: durations in that which makes their numbers handy.
  private static func unit(_ reading: Plot.Reading, _ scale: PlotScale) -> (size: Double, name: String) {
    guard case .duration = reading else { return (1, "") }
    switch scale.upper {
    case ..<1: return (0.001, "ms")
    case ..<120: return (1, "s")
    case ..<7200: return (60, "min")
    default: return (3600, "h")
    }
  }

  private static func decimals(_ ticks: [Double]) -> Int {
    let steps = zip(ticks, ticks.dropFirst()).map { abs($1 - $0) }.filter { $0 > 0 && $0.isFinite }
    guard let step = steps.min() ?? ticks.map(abs).first(where: { $0 > 0 && $0.isFinite }) else { return 0 }
    // A step of 0.25 needs two decimals, one of 0.2 only one.
    let size = max(0, -Int(floor(log10(step) + 1e-9)))
    let scaled = step * pow(10, Double(size))
    return min(6, abs(scaled - scaled.rounded()) < 1e-6 ? size : size + 1)
  }

  /// `0.01`, `1,000`, `10⁻⁵`, and what is no power of ten as it is.
  private static func power(_ number: Double) -> String {
    let exponent = log10(number)
    guard abs(exponent - exponent.rounded()) < 1e-9 else { return Numbers.compact(number) }
    let whole = Int(exponent.rounded())
    if whole >= -2 && whole <= 3 { return Numbers.short(pow(10, Double(whole)), digits: 1) }
    let digits = String(abs(whole)).map { "⁰¹²³⁴⁵⁶⁷⁸⁹"[Int(String($0)) ?? 0] }
    return "10" + (whole < 0 ? "⁻" : "") + String(digits)
  }
}

extension String {
  fileprivate subscript(place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
