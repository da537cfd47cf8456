import Basis
import Foundation

/// Curves or points in one frame, each drawn with a character of its own, so that they are told apart without colour.
package struct CurveChart: Sendable {
  package struct Curve: Sendable {
    package let mark: Character
    /// In the order of their x.
    package let points: [(x: Double, y: Double)]
    /// Whether lines lead from point to point.
    package let isJoined: Bool

    package init(_ mark: Character, _ points: [(x: Double, y: Double)], isJoined: Bool = true) {
      self.mark = mark
      self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
      self.isJoined = isJoined
    }
  }

  /// Stands where curves meet.
  package static let meeting: Character = "*"
  /// Numbers of such different sizes are shown on a log scale.
  private static let logarithmicRatio = 300.0

  private let curves: [Curve]
  private let width: Int
  private let height: Int

  /// - Parameter width: of the whole drawing, labels included.
  package init(_ curves: [Curve], width: Int, height: Int = 12) {
    self.curves = curves
    self.width = width
    self.height = max(2, height)
  }

  /// Nothing, if no point is finite.
  package func lines(
    x titleX: String, y titleY: String, labelX: (Double) -> String = { Numbers.short($0) },
    labelY: (Double) -> String = { Numbers.short($0) }
  ) -> [String] {
    let points = curves.flatMap(\.points)
    guard let across = Scale(points.map(\.x)), let up = Scale(points.map(\.y)) else { return [] }
    let labels = [labelY(up.upper), labelY(up.lower)]
    let margin = labels.map(\.count).max() ?? 0
    let columns = max(8, min(64, width - margin - 2))
    let cells = drawn(across, up, columns)
    let top = titleY + (up.isLogarithmic ? " (log scale)" : "")
    var lines = [String(repeating: " ", count: margin) + " " + top]
    for (row, line) in cells.enumerated() {
      let label = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
      var text = String(repeating: " ", count: margin - label.count) + label + " ▕" + String(line)
      while text.last == " " { text.removeLast() }
      lines.append(text)
    }
    let from = labelX(across.lower)
    let to = labelX(across.upper) + " " + titleX + (across.isLogarithmic ? " (log scale)" : "")
    let room = columns - from.count - to.count
    lines.append(
      String(repeating: " ", count: margin + 2) + from + String(repeating: " ", count: max(2, room)) + to)
    return lines
  }

  private func drawn(_ across: Scale, _ up: Scale, _ columns: Int) -> [[Character]] {
    var cells = [[Character]](repeating: [Character](repeating: " ", count: columns), count: height)
    func put(_ mark: Character, _ x: Double, _ y: Double) {
      let column = Int((x * Double(columns - 1)).rounded())
      let row = height - 1 - Int((y * Double(height - 1)).rounded())
      let old = cells[row][column]
      cells[row][column] = old == " " || old == mark ? mark : CurveChart.meeting
    }
    for curve in curves {
      let places = curve.points.map { (x: across.place($0.x), y: up.place($0.y)) }
      for place in places { put(curve.mark, place.x, place.y) }
      guard curve.isJoined else { continue }
      for (from, to) in zip(places, places.dropFirst()) where to.x > from.x {
        // One mark in every column between the two.
        let first = Int((from.x * Double(columns - 1)).rounded()) + 1
        let last = Int((to.x * Double(columns - 1)).rounded())
        for column in first..<max(first, last) {
          let x = Double(column) / Double(columns - 1)
          put(curve.mark, x, from.y + (to.y - from.y) * min(1, max(0, (x - from.x) / (to.x - from.x))))
        }
      }
    }
    return cells
  }

  /// From numbers to 0…1.
  private struct Scale {
    let lower: Double
    let upper: Double
    let isLogarithmic: Bool

    init?(_ numbers: [Double]) {
      guard let least = numbers.min(), let most = numbers.max() else { return nil }
      (lower, upper) = (least, most)
      isLogarithmic = least > 0 && most / least > CurveChart.logarithmicRatio
    }

    func place(_ number: Double) -> Double {
      guard upper > lower else { return 0.5 }
      if isLogarithmic { return (log(number) - log(lower)) / (log(upper) - log(lower)) }
      // Halves, because the difference of two huge numbers may be infinite.
      return min(1, max(0, (number / 2 - lower / 2) / (upper / 2 - lower / 2)))
    }
  }
}
