import Basis
import CKernels

/// Gives the features of every sample mean 0 and variance 1, then a trained scale and shift.
///
/// Features are what the last extent counts; in an image every pixel is normalized by itself, over its channels.
package struct LayerNormalization: NormalizingLayer {
  package var epsilon: Double = 1e-5

  package init() {}

  package static let card = Card<LayerNormalization>(
    "layernorm", aliases: ["ln", "layer-normalization"],
    "Gives the features of each sample mean 0 and variance 1, then a trained scale γ and shift β.",
    formula: "y = γ·(x − μ) / √(σ² + ε) + β",
    settings: [.epsilon],
    sources: [Source("Ba, Kiros & Hinton", 2016, "arXiv:1607.06450")],
    examples: ["layer layernorm", "layer layernorm epsilon=0.001"],
    details:
      "μ and σ² are those of one sample's features, σ² divided by their number, so batches and running statistics play "
      + "no part and training and evaluation do the same. Features are the last extent: in an image every pixel is "
      + "normalized over its channels, and γ and β have one number for each channel, as Keras does by default. PyTorch "
      + "normalizes over the trailing extents that it is told, usually all of them; LayerNorm(channels) on channels-last "
      + "images is this layer. The default epsilon is PyTorch's; Keras's is 1e-3.")

  package func output(for input: Shape) throws -> Shape { input }

  package func operations(for input: Shape) -> Int { 8 * input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    LayerNormalizationEngine(
      epsilon: epsilon, features: input.features, width: input.count, shards: shards)
  }
}

private final class LayerNormalizationEngine: LayerEngine {
  private let epsilon: Double
  private let features: Int
  private let width: Int
  /// For every shard ∂L/∂γ and ∂L/∂β while they are being added up.
  private let sums: UnsafeMutablePointer<Double>

  init(epsilon: Double, features: Int, width: Int, shards: Int) {
    (self.epsilon, self.features, self.width) = (epsilon, features, width)
    sums = .allocate(capacity: 2 * features * shards)
  }

  deinit { sums.deallocate() }

  // y = γ·x̂ + β,  x̂ = (x − μ)·r,  r = 1/√(σ² + ε)      x, y [M, F]   γ, β [F]   μ, r [M]   M = N · width/F
  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * width
    ck_normalize_rows(
      pass.rows.count * width / features, features, epsilon, pass.input + start, pass.parameters,
      pass.parameters + features, pass.output + start)
  }

  // ∂L/∂β = Σ g    ∂L/∂γ = Σ g·x̂                                       g [M, F]
  // ∂L/∂x = r·(γ·g − Σ γ·g / F − x̂·Σ (γ·g·x̂) / F), sums over the row: its mean and variance depend on x.
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient else { return }
    let start = pass.rows.lowerBound * width
    let (scales, shifts) = (sums + 2 * pass.shard * features, sums + (2 * pass.shard + 1) * features)
    ck_normalize_rows_backward(
      pass.rows.count * width / features, features, epsilon, pass.input + start, pass.parameters, g + start,
      scales, shifts, pass.inputGradient.map { $0 + start })
    guard let gradients = pass.gradients else { return }
    for f in 0..<features {
      gradients[f] = Float(scales[f])
      gradients[features + f] = Float(shifts[f])
    }
  }
}
