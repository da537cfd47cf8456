import Basis
import CKernels
import Foundation

package struct Adam: MomentOptimizer {
  package var learningRate = 0.001
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8

  package init() {}

  package static let card = Card<Adam>(
    "adam",
    "Averages gradients like momentum and divides by their usual size, for every number by itself: steps of about η.",
    formula:
      "m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²;  w ← w − η·m̂ / (√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)",
    settings: [.learningRate, .beta1, .beta2, .epsilon],
    sources: [Source("Kingma & Ba", 2014, "arXiv:1412.6980, Adam: algorithm 1")],
    examples: ["optimizer adam", "optimizer adam lr=0.0005 beta2=0.99"],
    details:
      "All defaults are the paper's and PyTorch's; Keras has epsilon 1e-7. ε is outside the root and added after "
      + "the correction for the start, as in algorithm 1 and PyTorch; Keras adds it before that correction, as the "
      + "paper's section 2 proposes. Where a schedule cycles β₁, the correction takes the present one, as in "
      + "PyTorch.")

  package static let memory = ["m", "v"]

  package func update(_ stretch: UpdateStretch) {
    guard let m = stretch.memory else { preconditionFailure("adam without its memory") }
    ck_adam(
      stretch.count, moments(of: stretch), stretch.parameters, stretch.gradients, m, m + stretch.memoryStride)
  }
}

extension MomentOptimizer {
  /// What an update by averages of gradients and of their squares needs to know of its step.
  func moments(of stretch: UpdateStretch) -> ck_adam_step {
    let beta1 = stretch.momentum ?? beta1
    let t = Double(stretch.step)
    return ck_adam_step(
      rate: Float(stretch.rate), beta1: Float(beta1), fresh1: Float(1 - beta1),
      unbias1: Float(1 / (1 - pow(beta1, t))), beta2: Float(beta2), fresh2: Float(1 - beta2),
      unbias2: Float(1 / (1 - pow(beta2, t))), epsilon: Float(epsilon))
  }
}
