import Basis
import NeuralNet

extension Crop: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    let (i, j) = (random.index(below: 2 * padding + 1), random.index(below: 2 * padding + 1))
    // The widened picture, built by laying border after border around it.
    var rows = x
    var steps = 0
    while steps < padding {
      rows = rows.map { row in [outer(row, steps, dark)] + row + [outer(row.reversed(), steps, dark)] }
      let blank = rows[0].map { $0.map { _ in dark } }
      switch fill {
      case .dark: rows = [blank] + rows + [blank]
      case .edge: rows = [rows[0]] + rows + [rows[rows.count - 1]]
      case .mirror:
        rows =
          [rows[reflected(steps, rows.count)]] + rows
          + [rows[rows.count - 1 - reflected(steps, rows.count)]]
      }
      steps += 1
    }
    return rows[i..<i + x.count].map { Array($0[j..<j + x[0].count]) }
  }

  /// The next pixel to the left of a row that has been widened so many times.
  private func outer(_ row: [[Double]], _ steps: Int, _ dark: Double) -> [Double] {
    switch fill {
    case .dark: row[0].map { _ in dark }
    case .edge: row[0]
    case .mirror: row[reflected(steps, row.count)]
    }
  }

  /// The mirror stands before the first pixel of the picture, which lies `steps` into the widened row.
  private func reflected(_ steps: Int, _ count: Int) -> Int { min(2 * steps, count - 1) }
}
