import Basis

/// Shows training a picture as it might also have been: every epoch another one, evaluation never.
package protocol Augmentation: Item {
  /// Writes every number of `pass.to`. Draws equally many random numbers for every picture of a size.
  func make(_ pass: PicturePass, _ random: inout Random)
}

/// One picture on its way: `from` and `to` are [height, width, channels], row after row, and never overlap.
package struct PicturePass {
  package var height: Int
  package var width: Int
  package var channels: Int
  /// What a picture's numbers mean: nothing at all, and as bright as can be.
  package var dark: Float
  package var bright: Float
  package var from: UnsafePointer<Float>
  package var to: UnsafeMutablePointer<Float>

  package init(
    height: Int, width: Int, channels: Int, dark: Float, bright: Float, from: UnsafePointer<Float>,
    to: UnsafeMutablePointer<Float>
  ) {
    (self.height, self.width, self.channels) = (height, width, channels)
    (self.dark, self.bright) = (dark, bright)
    (self.from, self.to) = (from, to)
  }

  var count: Int { height * width * channels }

  /// Takes every pixel from the place that `source` names; nil leaves it dark.
  func fill(_ source: (_ y: Int, _ x: Int) -> (y: Int, x: Int)?) {
    for y in 0..<height {
      for x in 0..<width {
        let target = to + (y * width + x) * channels
        if let place = source(y, x) {
          target.update(from: from + (place.y * width + place.x) * channels, count: channels)
        } else {
          target.update(repeating: dark, count: channels)
        }
      }
    }
  }

  /// Moves the picture; what leaves it is lost, and what comes in is dark.
  func move(down: Int, right: Int) {
    fill { y, x in
      let (y, x) = (y - down, x - right)
      return y >= 0 && y < height && x >= 0 && x < width ? (y, x) : nil
    }
  }
}

package enum Augmentations {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Augmentation>(
    "augmentation",
    [Crop.self, Flip.self, Shift.self, Rotation.self, Paste.self, PixelNoise.self])
}
