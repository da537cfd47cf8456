import Basis
import Foundation

/// The rectangle in which numbers stand over numbers, with its axes.
struct SVGFrame {
  /// Of every figure; wide enough to be read on a telephone as it is.
  static let width = 340.0
  static let fontSize = 11.0
  /// Room between the outermost numbers and the edges.
  private static let inset = 6.0

  let across: PlotScale
  let up: PlotScale
  private let x: Plot.Axis
  private let y: Plot.Axis
  private let ticks: (x: [Double], y: [Double])
  private let left: Double
  private let top: Double
  private let right: Double
  let bottom: Double

  /// The whole drawing's.
  var height: Double { bottom + 33 }

  /// - Parameter top: what the legend takes.
  init(_ across: PlotScale, _ up: PlotScale, x: Plot.Axis, y: Plot.Axis, top: Double) {
    (self.across, self.up, self.x, self.y) = (across, up, x, y)
    let heights = TickText.ticks(up, y.reading)
    let labels = heights.map { TickText.text($0, of: up, y.reading, among: heights) }
    ticks = (TickText.ticks(across, x.reading), heights)
    left = (labels.map { SVGWriter.width($0) }.max() ?? 0) + 8
    self.top = top + 18
    right = SVGFrame.width - 8
    bottom = top + 18 + 132
  }

  func place(_ point: Plot.Point) -> (x: Double, y: Double) {
    (place(x: across.place(point.x)), place(y: up.place(point.y)))
  }

  private func place(x share: Double) -> Double {
    left + SVGFrame.inset + share * (right - left - 2 * SVGFrame.inset)
  }

  private func place(y share: Double) -> Double {
    bottom - SVGFrame.inset - share * (bottom - top - 2 * SVGFrame.inset)
  }

  func draw(in svg: inout SVGWriter) {
    func title(_ axis: Plot.Axis, _ scale: PlotScale) -> String {
      axis.title + (scale.isLogarithmic ? " (log scale)" : "")
    }
    svg.label(title(y, up), 0, top - 8, .start, "axis")
    for tick in ticks.y {
      let height = place(y: up.place(tick))
      svg.line(left, height, right, height, "grid")
      let text = TickText.text(tick, of: up, y.reading, among: ticks.y)
      svg.label(text, left - 6, height + 3.8, .end)
    }
    svg.line(left, bottom, right, bottom, "base")
    for tick in ticks.x {
      let place = place(x: across.place(tick))
      svg.line(place, bottom, place, bottom + 4, "base")
      let text = TickText.text(tick, of: across, x.reading, among: ticks.x)
      let half = SVGWriter.width(text) / 2
      svg.label(text, min(SVGFrame.width - half, max(half, place)), bottom + 15, .middle)
    }
    svg.label(title(x, across), right, bottom + 29, .end, "axis")
  }
}

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
