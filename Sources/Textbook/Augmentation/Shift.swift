import Basis
import NeuralNet

extension Shift: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    var i = random.index(below: 2 * pixels + 1) - pixels
    var j = random.index(below: 2 * pixels + 1) - pixels
    if axis == .horizontal { i = 0 }
    if axis == .vertical { j = 0 }
    return x.redrawn { row, column in x.pixel(row - i, column - j, dark: dark) }
  }
}
