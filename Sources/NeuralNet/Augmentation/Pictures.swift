import Basis

/// The training samples as pictures in their own units, and how those become what the network sees.
///
/// Augmentation happens before scaling: a pixel that moves must be scaled as the pixel it becomes.
package struct Pictures: Sendable {
  /// Height, width, channels.
  package let shape: Shape
  /// [count, shape.count], row after row.
  package let pixels: [Float]
  package let dark: Float
  package let bright: Float
  /// What the network sees is (x − offset)·factor; one of each per number of a picture.
  package let offsets: [Double]
  package let factors: [Double]

  package init(
    shape: Shape, pixels: [Float], range: ClosedRange<Float>, offsets: [Double], factors: [Double]
  ) {
    precondition(
      shape.extents.count == 3 && offsets.count == shape.count && factors.count == shape.count
        && pixels.count % shape.count == 0, "\(shape.text), \(offsets.count) offsets, \(pixels.count) pixels")
    self.shape = shape
    self.pixels = pixels
    (dark, bright) = (range.lowerBound, range.upperBound)
    (self.offsets, self.factors) = (offsets, factors)
  }

  package var count: Int { pixels.count / shape.count }

  /// One picture as the given epoch of a model with this seed would see it, before scaling.
  package func augmented(_ sample: Int, by augmentations: [any Augmentation], seed: UInt64, epoch: Int)
    -> [Float]
  {
    let augmenter = Augmenter(self, augmentations, seed: seed)
    augmenter.begin(epoch: epoch)
    return Array(UnsafeBufferPointer(start: augmenter.picture(of: sample, shard: 0), count: shape.count))
  }
}
