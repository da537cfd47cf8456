import Basis
import Foundation
import NeuralNet

extension Rotation: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    let angle = random.uniform(in: -1..<1) * degrees * Double.pi / 180
    let (middleRow, middleColumn) = (Double(x.count - 1) / 2, Double(x[0].count - 1) / 2)
    return x.redrawn { row, column in
      let (r, c) = (Double(row) - middleRow, Double(column) - middleColumn)
      let fromRow = middleRow + r * cos(angle) - c * sin(angle)
      let fromColumn = middleColumn + r * sin(angle) + c * cos(angle)
      // Every pixel near enough to count does so by its nearness; a margin of two is dark.
      var sum = x[row][column].map { _ in 0.0 }
      for (a, b) in (-2..<x.count + 2).flatMap({ a in (-2..<x[0].count + 2).map { (a, $0) } }) {
        let weight = max(0, 1 - abs(fromRow - Double(a))) * max(0, 1 - abs(fromColumn - Double(b)))
        let pixel = x.pixel(a, b, dark: dark)
        for k in sum.indices { sum[k] += weight * pixel[k] }
      }
      let isFar =
        fromRow < -1 || fromColumn < -1 || fromRow > Double(x.count) || fromColumn > Double(x[0].count)
      return isFar ? sum.map { _ in dark } : sum
    }
  }
}
