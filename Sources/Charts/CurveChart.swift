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
    /// Whether another's mark simply takes the place of its own.
    package let givesWay: Bool

    package init(
      _ mark: Character, _ points: [(x: Double, y: Double)], isJoined: Bool = true, givesWay: Bool = false
    ) {
      self.mark = mark
      self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
      self.isJoined = isJoined
      self.givesWay = givesWay
    }
  }

  /// Stands where curves meet.
  package static let meeting: Character = "*"
  /// Leads from one spot of a front to the next.
  package static let frontMark: Character = "·"

  private let curves: [Curve]
  private let width: Int
  private let height: Int
  private let x: Plot.Axis
  private let y: Plot.Axis

  /// - Parameter width: of the whole drawing, labels included.
  package init(_ curves: [Curve], width: Int, height: Int = 12, x: Plot.Axis, y: Plot.Axis) {
    // What gives way is drawn first.
    self.curves = curves.filter(\.givesWay) + curves.filter { !$0.givesWay }
    self.width = width
    self.height = max(2, height)
    self.x = x
    self.y = y
  }

  /// Nothing, if no point is finite.
  package var lines: [String] {
    let points = curves.flatMap(\.points)
    guard let across = PlotScale(points.map(\.x), isLogarithmic: x.isLogarithmic),
      let up = PlotScale(points.map(\.y), isLogarithmic: y.isLogarithmic)
    else { return [] }
    let labels = [y.reading.text(up.upper), y.reading.text(up.lower)]
    let margin = labels.map(\.count).max() ?? 0
    let columns = max(8, min(64, width - margin - 2))
    let cells = drawn(across, up, columns)
    let top = y.title + (up.isLogarithmic ? " (log scale)" : "")
    var lines = [String(repeating: " ", count: margin) + " " + top]
    for (row, line) in cells.enumerated() {
      let label = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
      var text = String(repeating: " ", count: margin - label.count) + label + " ▕" + String(line)
      while text.last == " " { text.removeLast() }
      lines.append(text)
    }
    let from = x.reading.text(across.lower)
    let to = x.reading.text(across.upper) + " " + x.title + (across.isLogarithmic ? " (log scale)" : "")
    let room = columns - from.count - to.count
    lines.append(
      String(repeating: " ", count: margin + 2) + from + String(repeating: " ", count: max(2, room)) + to)
    return lines
  }

  private func drawn(_ across: PlotScale, _ up: PlotScale, _ columns: Int) -> [[Character]] {
    var cells = [[Character]](repeating: [Character](repeating: " ", count: columns), count: height)
    let yielding = Set(curves.filter(\.givesWay).map(\.mark))
    func put(_ mark: Character, _ x: Double, _ y: Double) {
      let column = Int((x * Double(columns - 1)).rounded())
      let row = height - 1 - Int((y * Double(height - 1)).rounded())
      let old = cells[row][column]
      cells[row][column] = old == " " || old == mark || yielding.contains(old) ? mark : CurveChart.meeting
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
}
