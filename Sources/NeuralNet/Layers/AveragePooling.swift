import Basis

/// Puts the mean of every window of each channel in its place.
package struct AveragePooling: PoolingLayer {
  package var size = 2
  package var stride: Int?

  package init() {}
  package init(_ size: Int, stride: Int? = nil) { (self.size, self.stride) = (size, stride) }

  package static let card = Card<AveragePooling>(
    "avgpool", aliases: ["avgpool2d", "average-pooling"],
    "Puts the mean of every window of each channel in its place, which makes images smaller.",
    formula: "y[i, j, c] = Σ x[i·stride + a, j·stride + b, c] / size² over 0 ≤ a, b < size",
    positions: [sizePosition], settings: [strideSetting],
    sources: [
      Source(
        "LeCun, Bottou, Bengio & Haffner", 1998, "Gradient-based learning applied to document recognition")
    ],
    examples: ["layer avgpool", "layer avgpool 3 stride=2"],
    details:
      "Windows lie wholly inside the image (padding valid, the default of Keras and PyTorch), so rows and columns "
      + "that do not fill a window are left out. LeCun and others also trained a scale and a shift for each channel."
  )

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    AveragePoolingEngine(windows(ImageExtents(input)))
  }
}
