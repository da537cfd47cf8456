import Basis
import CKernels

/// Puts the mean of each channel in the place of the whole image.
package struct GlobalAveragePooling: Layer {
  package init() {}

  package static let card = Card<GlobalAveragePooling>(
    "global-avgpool", aliases: ["gap", "global-average-pooling"],
    "Puts the mean of each channel in the place of the whole image: a row of as many numbers as channels.",
    formula: "y[c] = Σ x[i, j, c] / (H·W)",
    sources: [Source("Lin, Chen & Yan", 2013, "arXiv:1312.4400, Network in network")],
    examples: ["layer global-avgpool"])

  package func output(for input: Shape) throws -> Shape { [try ImageExtents(input, for: name).channels] }
  package func operations(for input: Shape) -> Int { input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    let image = ImageExtents(input)
    return AveragePoolingEngine(
      ck_pooling_shape(
        height: image.height, width: image.width, channels: image.channels, outHeight: 1, outWidth: 1,
        windowHeight: image.height, windowWidth: image.width, stride: 1))
  }
}
