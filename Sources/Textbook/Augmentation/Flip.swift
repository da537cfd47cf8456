import Basis
import NeuralNet

extension Flip: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    if random.uniform() >= probability { return x }
    return axis == .horizontal ? x.map { $0.reversed() } : x.reversed()
  }
}
