import Basis

/// Points of several kinds in a frame, each kind with a mark of its own, on a ground that may say to which kind every
/// place belongs: told apart without colour.
package struct ScatterChart: Sendable {
  package struct Point: Sendable {
    package let x: Double
    package let y: Double
    package let kind: Int

    package init(_ x: Double, _ y: Double, kind: Int) { (self.x, self.y, self.kind) = (x, y, kind) }
  }

  /// One for each kind; kinds beyond begin again.
  package static let marks: [Character] = ["o", "x", "+", "#", "%", "@", "&", "$", "=", "?"]
  package static let grounds: [Character] = [" ", "·", ":", "-", "~", "'", ",", "^", "_", "\""]

  package let columns: Int
  package let rows: Int
  package let across: ClosedRange<Double>
  package let up: ClosedRange<Double>
  private let points: [Point]
  private let labels: [String]

  /// Nil, if there is no finite point or no scale for them.
  /// - Parameter width: of the whole drawing, labels included.
  package init?(_ points: [Point], width: Int, rows: Int = 18) {
    self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    guard let across = ScatterChart.scale(self.points.map(\.x)),
      let up = ScatterChart.scale(self.points.map(\.y))
    else { return nil }
    (self.across, self.up) = (across, up)
    labels = [Numbers.short(up.upperBound), Numbers.short(up.lowerBound)]
    // A character is about twice as high as wide, so this is nearly a square.
    columns = max(8, min(rows * 5 / 2, width - (labels.map(\.count).max() ?? 0) - 2))
    self.rows = max(2, rows)
  }

  /// The centres of all places of the frame, line by line from the top.
  package var places: [(x: Double, y: Double)] {
    func place(_ index: Int, of count: Int, in range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * (Double(index) + 0.5) / Double(count)
    }
    return (0..<rows).flatMap { row in
      (0..<columns).map { (place($0, of: columns, in: across), place(rows - 1 - row, of: rows, in: up)) }
    }
  }

  /// - Parameter ground: a kind for each of `places`.
  /// - Parameter paint: may add colour to a text that belongs to a kind.
  package func lines(
    x titleX: String, y titleY: String, ground: [Int]? = nil,
    paint: (_ text: String, _ kind: Int) -> String = { text, _ in text }
  ) -> [String] {
    precondition(ground.map { $0.count == rows * columns } ?? true, "\(ground?.count ?? 0) places")
    let kinds = kindsInCells()
    let margin = labels.map(\.count).max() ?? 0
    var lines = [String(repeating: " ", count: margin) + " " + titleY]
    for row in 0..<rows {
      let label = row == 0 ? labels[0] : row == rows - 1 ? labels[1] : ""
      var line = String(repeating: " ", count: margin - label.count) + label + " ▕"
      for column in 0..<columns {
        let cell = row * columns + column
        if let kind = kinds[cell] {
          line += paint(String(ScatterChart.mark(kind)), kind)
        } else if let kind = ground?[cell], ScatterChart.ground(kind) != " " {
          line += paint(String(ScatterChart.ground(kind)), kind)
        } else {
          line += " "
        }
      }
      lines.append(line.trimmingTrailingBlanks)
    }
    let ends = [Numbers.short(across.lowerBound), Numbers.short(across.upperBound) + " " + titleX]
    let gap = max(2, columns - ends[0].count - ends[1].count)
    lines.append(
      String(repeating: " ", count: margin + 2) + ends[0] + String(repeating: " ", count: gap) + ends[1])
    return lines
  }

  package static func mark(_ kind: Int) -> Character { marks[kind % marks.count] }
  package static func ground(_ kind: Int) -> Character { grounds[kind % grounds.count] }

  /// The most frequent kind in each cell; nil where no point is.
  private func kindsInCells() -> [Int?] {
    var counts = [[Int: Int]](repeating: [:], count: rows * columns)
    func index(_ number: Double, of count: Int, in range: ClosedRange<Double>) -> Int {
      let share = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
      return min(count - 1, max(0, Int(share * Double(count))))
    }
    for point in points {
      let row = rows - 1 - index(point.y, of: rows, in: up)
      counts[row * columns + index(point.x, of: columns, in: across)][point.kind, default: 0] += 1
    }
    // Of equally frequent kinds the first, so that the drawing is always the same.
    return counts.map { $0.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key }
  }

  /// From a little below the smallest to a little above the largest.
  private static func scale(_ numbers: [Double]) -> ClosedRange<Double>? {
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    let reach = most > least ? (most - least) * 0.04 : max(1, abs(most) * 0.5)
    let (lower, upper) = (least - reach, most + reach)
    return (upper - lower).isFinite && upper > lower ? lower...upper : nil
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
