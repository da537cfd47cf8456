import Basis
import CKernels

/// Adds random numbers in training, so that nothing can be learned that hangs on details.
package struct GaussianNoise: Layer {
  package var deviation: Float = 0.1

  package init() {}
  package init(_ deviation: Float) { self.deviation = deviation }

  package static let card = Card<GaussianNoise>(
    "gaussian-noise", aliases: ["noise"],
    "Adds normal random numbers in training, so that nothing can be learned that hangs on details.",
    formula: "y = x + std·z,  z normal with mean 0 and variance 1;  y = x outside training",
    positions: [Setting("std", \.deviation, in: .notNegative, "Standard deviation of what is added.")],
    sources: [Source("Bishop", 1995, "Training with noise is equivalent to Tikhonov regularization")],
    examples: ["layer gaussian-noise 0.1"],
    details: "Keras has the same layer; PyTorch has none. Numbers of variance 1 suit a std of 0.05 to 0.5.")

  package func output(for input: Shape) throws -> Shape { input }
  package func operations(for input: Shape) -> Int { 2 * input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    GaussianNoiseEngine(width: input.count, deviation: deviation)
  }
}

private final class GaussianNoiseEngine: LayerEngine {
  private let width: Int
  private let deviation: Float

  init(width: Int, deviation: Float) { (self.width, self.deviation) = (width, deviation) }

  // y = x + std·z                     x, y, z [N, I]
  func forward(_ pass: Pass, phase: Int) {
    let (first, rows) = (pass.rows.lowerBound, pass.rows.count)
    let start = first * width
    if pass.mode == .inference || deviation == 0 {
      (pass.output + start).update(from: pass.input + start, count: rows * width)
    } else {
      ck_add_normal(pass.randomKey, first, rows, width, deviation, pass.input + start, pass.output + start)
    }
  }

  // ∂L/∂x = g                         g [N, I]
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let start = pass.rows.lowerBound * width
    (inputGradient + start).update(from: g + start, count: pass.rows.count * width)
  }
}
