import Basis
import NeuralNet

/// A picture as a table: `[row][column]`, each pixel its channels.
package typealias TextbookPicture = [[[Double]]]

/// An augmentation as the book writes it. It draws the same random numbers in the same order as the fast one.
package protocol TextbookAugmentation: Augmentation {
  func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random) -> TextbookPicture
}

extension [[[Double]]] {
  package init(_ numbers: [Double], height: Int, width: Int, channels: Int) {
    self = (0..<height).map { row in
      (0..<width).map { column in
        (0..<channels).map { numbers[(row * width + column) * channels + $0] }
      }
    }
  }

  package var numbers: [Double] { flatMap { $0.flatMap { $0 } } }

  /// A pixel, dark beyond the border.
  func pixel(_ row: Int, _ column: Int, dark: Double) -> [Double] {
    guard indices.contains(row), self[row].indices.contains(column) else {
      return self[0][0].map { _ in dark }
    }
    return self[row][column]
  }

  /// Every pixel anew, from its row and column.
  func redrawn(_ pixel: (Int, Int) -> [Double]) -> TextbookPicture {
    indices.map { row in self[row].indices.map { column in pixel(row, column) } }
  }
}
