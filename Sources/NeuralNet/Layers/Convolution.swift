import Basis
import CKernels

/// Looks at every square of an image with the same small set of weights.
package struct Convolution: WeightedLayer {
  package enum Padding: String, CaseIterable, Sendable { case same, valid }

  package var filters = 16
  package var kernel = 3
  package var stride = 1
  package var padding = Padding.same
  package var initializer: any Initializer = Glorot()
  package var bias = true
  package var biasStart: Float = 0

  package init() {}
  package init(_ filters: Int, kernel: Int = 3, stride: Int = 1, padding: Padding = .same, bias: Bool = true)
  {
    (self.filters, self.kernel, self.stride) = (filters, kernel, stride)
    (self.padding, self.bias) = (padding, bias)
  }

  package static let card = Card<Convolution>(
    "conv", aliases: ["conv2d", "convolution"],
    "Looks at every square of an image with the same weights, one set for each filter.",
    formula: "y[i, j, f] = Σ x[i·stride + a − top, j·stride + b − left, c]·W[a, b, c, f] + b[f]",
    positions: [Setting("filters", \.filters, in: 1...10_000, "Channels of the output.")],
    settings: [
      Setting("kernel", \.kernel, in: 1...100, unit: "pixels", "Side of the square that is looked at."),
      Setting("stride", \.stride, in: 1...100, unit: "pixels", "Distance between two squares."),
      Setting("padding", choice: \.padding, "Zeros around the image, so that it keeps its size, or none."),
      Setting("init", member: \.initializer, of: Initializers.family, "Draws the first weights."),
      Setting("bias", \.bias, "Whether a trained number is added to every filter."),
      Setting("bias-start", \.biasStart, in: .finite, "What the biases start at."),
    ],
    sources: [
      Source(
        "LeCun, Bottou, Bengio & Haffner", 1998, "Gradient-based learning applied to document recognition"),
      Source("Dumoulin & Visin", 2016, "arXiv:1603.07285, A guide to convolution arithmetic"),
    ],
    examples: [
      "layer conv 32 relu", "layer conv 64 elu kernel=5 stride=2", "layer conv 16 relu padding=valid",
    ],
    details:
      "With padding=same the output has ⌈size / stride⌉ rows and columns, and where the zeros do not divide evenly the "
      + "odd row lies below and the odd column on the right, as in Keras; PyTorch's padding=\"same\" agrees and takes "
      + "stride 1 only; the frameworks' own default is no padding. With padding=valid it has ⌊(size − kernel) / stride⌋ + 1. As in both frameworks the kernel is "
      + "not flipped. Weights lie as [kernel, kernel, channels, filters], as in Keras (PyTorch: [filters, channels, "
      + "kernel, kernel]), and their fan-in is kernel²·channels. A unit, where units are counted, is a filter."
  )

  package func output(for input: Shape) throws -> Shape {
    let image = try ImageExtents(input, for: name)
    if padding == .valid, kernel > min(image.height, image.width) {
      throw Problem(
        "a kernel of \(kernel)×\(kernel) does not fit into images of \(image.text)",
        advice: "kernel=\(min(image.height, image.width)), or padding=same")
    }
    return [extent(image.height), extent(image.width), filters]
  }

  private func extent(_ size: Int) -> Int {
    padding == .same ? (size + stride - 1) / stride : (size - kernel) / stride + 1
  }

  /// Zeros before the first row or column, and after the last.
  private func zeros(_ size: Int) -> (before: Int, after: Int) {
    guard padding == .same else { return (0, 0) }
    let all = max(0, (extent(size) - 1) * stride + kernel - size)
    return (all / 2, all - all / 2)
  }

  package func parameters(for input: Shape) -> [TensorSpec] {
    let image = ImageExtents(input)
    let square = kernel * kernel
    let weights = TensorSpec(
      "weights", [kernel, kernel, image.channels, filters], .weight, fanIn: square * image.channels,
      fanOut: square * filters, start: .drawn(initializer))
    return bias ? [weights, TensorSpec("bias", [filters], .bias, start: .constant(biasStart))] : [weights]
  }

  package func operations(for input: Shape) -> Int {
    let image = ImageExtents(input)
    return extent(image.height) * extent(image.width) * filters
      * (2 * kernel * kernel * image.channels + (bias ? 1 : 0))
  }

  /// Copies of x and y in the library's own layout, for each of the three products.
  package func workingNumbers(for input: Shape) -> Int {
    let image = ImageExtents(input)
    return 3 * (input.count + extent(image.height) * extent(image.width) * filters)
  }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    let image = ImageExtents(input)
    let (rows, columns) = (zeros(image.height), zeros(image.width))
    return ConvolutionEngine(
      ck_convolution_shape(
        height: image.height, width: image.width, channels: image.channels,
        outHeight: extent(image.height), outWidth: extent(image.width), filters: filters, kernel: kernel,
        stride: stride, top: rows.before, left: columns.before, bottom: rows.after, right: columns.after,
        bias: bias), shards: shards)
  }
}

private final class ConvolutionEngine: LayerEngine {
  private let shape: ck_convolution_shape
  private let inputs: Int
  private let outputs: Int
  private let weights: Int
  /// Each shard has its own, since shards may run at the same time.
  private let prepared: [PreparedConvolutions]

  init(_ shape: ck_convolution_shape, shards: Int) {
    self.shape = shape
    inputs = shape.height * shape.width * shape.channels
    outputs = shape.outHeight * shape.outWidth * shape.filters
    weights = shape.kernel * shape.kernel * shape.channels * shape.filters
    prepared = (0..<shards).map { _ in PreparedConvolutions(shape) }
  }

  // y = x ∗ W + b        x [N, H, W, C]   W [K, K, C, F]   b [F]   y [N, H′, W′, F]
  func forward(_ pass: Pass, phase: Int) {
    guard !pass.rows.isEmpty else { return }
    let done = prepared[pass.shard].forward(
      pass.rows.count, pass.input + pass.rows.lowerBound * inputs, pass.parameters,
      pass.parameters + weights, pass.output + pass.rows.lowerBound * outputs)
    precondition(done, "convolution \(shape) of \(pass.rows.count) samples")
  }

  // ∂L/∂W[a, b, c, f] = Σ x[n, i·s + a − top, j·s + b − left, c]·g[n, i, j, f]    ∂L/∂b = Σ g
  // ∂L/∂x: every x gets back g·W from all outputs that it went into             g [N, H′, W′, F]
  func backward(_ pass: Pass, phase: Int) {
    guard let whole = pass.outputGradient, !pass.rows.isEmpty else { return }
    let g = whole + pass.rows.lowerBound * outputs
    let start = pass.rows.lowerBound * inputs
    let prepared = prepared[pass.shard]
    if let gradients = pass.gradients {
      let done = prepared.backwardWeights(
        pass.rows.count, pass.input + start, g, gradients, gradients + weights)
      precondition(done, "weight gradient of \(shape) for \(pass.rows.count) samples")
    }
    if let inputGradient = pass.inputGradient {
      let done = prepared.backwardInput(pass.rows.count, g, pass.parameters, inputGradient + start)
      precondition(done, "input gradient of \(shape) for \(pass.rows.count) samples")
    }
  }
}

/// The three products of a convolution, by Winograd's way where that suits the shape, and by the library elsewhere.
private final class PreparedConvolutions {
  private let shape: ck_convolution_shape
  private let winograd: OpaquePointer?
  /// The library's objects are made for a fixed number of samples: one is kept for each of the latest sizes, of which an
  /// epoch has two, the full batch and the last.
  private var kept: [(samples: Int, convolution: OpaquePointer)] = []
  private static let most = 6

  init(_ shape: ck_convolution_shape) {
    self.shape = shape
    winograd = ck_winograd_suits(shape) ? ck_winograd_create(shape) : nil
    kept.reserveCapacity(Self.most)
  }

  deinit {
    ck_winograd_destroy(winograd)
    for entry in kept { ck_convolution_destroy(entry.convolution) }
  }

  func forward(
    _ samples: Int, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) -> Bool {
    if let winograd { return ck_winograd_forward(winograd, samples, x, w, b, y) }
    return ck_convolution_forward(of(samples), x, w, b, y)
  }

  func backwardWeights(
    _ samples: Int, _ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>, _ dw: UnsafeMutablePointer<Float>,
    _ db: UnsafeMutablePointer<Float>
  ) -> Bool {
    if let winograd { return ck_winograd_backward_weights(winograd, samples, x, g, dw, db) }
    return ck_convolution_backward_weights(of(samples), x, g, dw, db)
  }

  func backwardInput(
    _ samples: Int, _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
  ) -> Bool {
    if let winograd { return ck_winograd_backward_input(winograd, samples, g, w, dx) }
    return ck_convolution_backward_input(of(samples), g, w, dx)
  }

  private func of(_ samples: Int) -> OpaquePointer {
    for entry in kept where entry.samples == samples { return entry.convolution }
    if kept.count == Self.most { ck_convolution_destroy(kept.removeFirst().convolution) }
    guard let made = ck_convolution_create(shape, samples) else {
      preconditionFailure("no memory for a convolution \(shape) of \(samples) samples")
    }
    kept.append((samples, made))
    return made
  }
}
