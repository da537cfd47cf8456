import Basis
import NeuralNet

extension PixelNoise: TextbookAugmentation {
  package func make(_ x: TextbookPicture, dark: Double, bright: Double, _ random: inout Random)
    -> TextbookPicture
  {
    x.map { $0.map { $0.map { $0 + deviation * (bright - dark) * random.normal() } } }
  }
}
