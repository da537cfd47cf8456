import Basis
import CKernels

/// Keeps the largest number of every window of each channel.
package struct MaxPooling: PoolingLayer {
  package var size = 2
  package var stride: Int?

  package init() {}
  package init(_ size: Int, stride: Int? = nil) { (self.size, self.stride) = (size, stride) }

  package static let card = Card<MaxPooling>(
    "maxpool", aliases: ["maxpool2d", "max-pooling"],
    "Keeps the largest number of every window of each channel, which makes images smaller.",
    formula: "y[i, j, c] = max x[i·stride + a, j·stride + b, c] over 0 ≤ a, b < size",
    positions: [sizePosition], settings: [strideSetting],
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 9.3")],
    examples: ["layer maxpool", "layer maxpool 3 stride=2"],
    details:
      "Windows lie wholly inside the image (padding valid, the default of Keras and PyTorch), so rows and columns "
      + "that do not fill a window are left out. The gradient goes to the largest number, the first of equals, as in "
      + "PyTorch.")

  /// Where in each window the largest number stood.
  package func workingNumbers(for input: Shape) -> Int {
    let windows = windows(ImageExtents(input))
    return windows.outHeight * windows.outWidth * windows.channels
  }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    MaxPoolingEngine(windows(ImageExtents(input)), capacity: capacity)
  }
}

private final class MaxPoolingEngine: LayerEngine {
  private let shape: ck_pooling_shape
  private let inputs: Int
  private let outputs: Int
  /// [capacity, H′, W′, C]: where in its window the largest number stood.
  private let winners: UnsafeMutablePointer<Int32>

  init(_ shape: ck_pooling_shape, capacity: Int) {
    self.shape = shape
    inputs = shape.height * shape.width * shape.channels
    outputs = shape.outHeight * shape.outWidth * shape.channels
    winners = .allocate(capacity: capacity * outputs)
  }

  deinit { winners.deallocate() }

  // y = max x                         x [N, H, W, C]   y [N, H′, W′, C]
  func forward(_ pass: Pass, phase: Int) {
    let first = pass.rows.lowerBound
    ck_maxpool_forward(
      shape, pass.rows.count, pass.input + first * inputs, pass.output + first * outputs,
      winners + first * outputs)
  }

  // ∂L/∂x = Σ g over the windows whose largest number x is          g [N, H′, W′, C]
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let first = pass.rows.lowerBound
    ck_maxpool_backward(
      shape, pass.rows.count, g + first * outputs, winners + first * outputs, inputGradient + first * inputs)
  }
}
