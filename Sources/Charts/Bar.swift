import Foundation

/// A horizontal bar in eighths of a column.
package enum Bar {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// `fraction` of `width` columns; whatever is above zero shows at least a sliver, and NaN shows nothing.
  package static func text(_ fraction: Double, width: Int) -> String {
    guard fraction > 0, width > 0 else { return "" }
    let parts = max(1, Int((min(1, fraction) * Double(width * 8)).rounded()))
    return String(repeating: "█", count: parts / 8) + eighths[parts % 8]
  }

  /// The same between two ends: `▕███▏  ▏`.
  package static func progress(_ fraction: Double, width: Int) -> String {
    let text = Bar.text(fraction, width: width)
    return "▕" + text + String(repeating: " ", count: max(0, width - text.count)) + "▏"
  }

  /// Positive numbers on a log scale, as fractions of a bar: the largest fills it, and one that is `decades` powers of
  /// ten smaller vanishes. Zeros, NaN and infinities get nothing.
  ///
  /// The scale always spans at least four decades: among numbers of one size small differences should look small.
  package static func logarithmic(_ numbers: [Double?], leastDecades: Double = 4) -> [Double] {
    let usable = numbers.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    guard let least = usable.min(), let most = usable.max() else { return numbers.map { _ in 0 } }
    let decades = max(leastDecades, log10(most) - log10(least))
    return numbers.map { number in
      guard let number, number > 0, number.isFinite else { return 0 }
      // The smallest number of all keeps a sliver, so that "very small" and "zero" look different.
      return max(1e-9, 1 - (log10(most) - log10(number)) / decades)
    }
  }
}
