import Basis
import CKernels

/// What the layers share that put one number in the place of a window of each channel.
package protocol PoolingLayer: Layer {
  /// Side of the window.
  var size: Int { get set }
  /// Distance between two windows; nil for windows that touch.
  var stride: Int? { get set }
}

extension PoolingLayer {
  static var sizePosition: Setting<Self> {
    let kind = Kind.integer(1...100, unit: "pixels")
    return Setting(
      "size", kind: kind, "Side of the window.", get: { .number(Double($0.size)) },
      set: { $0.size = try kind.integer($1, for: "size") })
  }

  static var strideSetting: Setting<Self> {
    let kind = Kind.integer(1...100, unit: "pixels")
    return Setting(
      "stride", kind: kind, "Distance between two windows; their size if not given.",
      get: { $0.stride.map { .number(Double($0)) } ?? .text("") },
      set: { $0.stride = try kind.integer($1, for: "stride") })
  }

  package func output(for input: Shape) throws -> Shape {
    let image = try ImageExtents(input, for: name)
    guard size <= min(image.height, image.width) else {
      let side = min(image.height, image.width)
      throw Problem(
        "a window of \(size)×\(size) does not fit into images of \(image.text)",
        advice: side == 1
          ? "the image is one pixel \(image.height == image.width ? "in all" : "high or wide"); layer flatten or "
            + "layer dense 10 goes on from here" : "\(name) \(side) at most")
    }
    let windows = windows(image)
    return [windows.outHeight, windows.outWidth, image.channels]
  }

  package func operations(for input: Shape) -> Int {
    let windows = windows(ImageExtents(input))
    return windows.outHeight * windows.outWidth * windows.channels * size * size
  }

  func windows(_ image: ImageExtents) -> ck_pooling_shape {
    let step = stride ?? size
    return ck_pooling_shape(
      height: image.height, width: image.width, channels: image.channels,
      outHeight: (image.height - size) / step + 1, outWidth: (image.width - size) / step + 1,
      windowHeight: size, windowWidth: size, stride: step)
  }
}

/// Runs average pooling of any window.
final class AveragePoolingEngine: LayerEngine {
  private let shape: ck_pooling_shape
  private let inputs: Int
  private let outputs: Int

  init(_ shape: ck_pooling_shape) {
    self.shape = shape
    inputs = shape.height * shape.width * shape.channels
    outputs = shape.outHeight * shape.outWidth * shape.channels
  }

  // y = Σ x / |window|                x [N, H, W, C]   y [N, H′, W′, C]
  func forward(_ pass: Pass, phase: Int) {
    let first = pass.rows.lowerBound
    ck_avgpool_forward(shape, pass.rows.count, pass.input + first * inputs, pass.output + first * outputs)
  }

  // ∂L/∂x = Σ g / |window| over the windows that x lies in          g [N, H′, W′, C]
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let first = pass.rows.lowerBound
    ck_avgpool_backward(shape, pass.rows.count, g + first * outputs, inputGradient + first * inputs)
  }
}
