import Basis
import NeuralNet

extension Paste: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    let rows = x.indices.filter { row in x[row].contains { $0.contains { $0 != dark } } }
    let columns = x[0].indices.filter { column in x.contains { $0[column].contains { $0 != dark } } }
    let height = rows.isEmpty ? 1 : rows[rows.count - 1] - rows[0] + 1
    let width = columns.isEmpty ? 1 : columns[columns.count - 1] - columns[0] + 1
    let top = random.index(below: x.count - height + 1)
    let left = random.index(below: x[0].count - width + 1)
    guard let first = rows.first, let start = columns.first else { return x }
    return x.redrawn { row, column in
      x.pixel(row - top + first, column - left + start, dark: dark)
    }
  }
}
