import Basis
import CKernels
import Foundation

package struct AdaMax: MomentOptimizer {
  package var learningRate = 0.002
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8

  package init() {}

  package static let card = Card<AdaMax>(
    "adamax",
    "Adam that divides by the largest recent gradient instead of the usual size: steps of η at most.",
    formula: "m ← β₁m + (1 − β₁)g;  u ← max(β₂u, |g| + ε);  w ← w − η/(1 − β₁ᵗ) · m / u",
    settings: [
      .learningRate, .beta1,
      Setting("beta2", \.beta2, in: .rateBelowOne, "How slowly the largest gradient is forgotten."),
      Setting("epsilon", \.epsilon, in: .closed(1e-30...1), "Keeps the division finite."),
    ],
    sources: [Source("Kingma & Ba", 2014, "arXiv:1412.6980, Adam: algorithm 2")],
    examples: ["optimizer adamax", "optimizer adamax lr=0.005"],
    details:
      "All defaults are the paper's and PyTorch's; Keras has η = 0.001. The paper needs no ε; here, as in PyTorch, it is "
      + "added to |g| so that 0/0 cannot happen, where Keras adds 10⁻⁷ to u. That no step exceeds η holds but for a hundredth: "
      + "β₁ forgets faster than β₂, and a gradient that keeps shrinking lets m outlast u.")

  package static let memory = ["m", "u"]

  package func update(_ stretch: UpdateStretch) {
    guard let m = stretch.memory else { preconditionFailure("adamax without its memory") }
    let beta1 = stretch.momentum ?? beta1
    let rate = stretch.rate / (1 - pow(beta1, Double(stretch.step)))
    ck_adamax(
      stretch.count, Float(rate), Float(beta1), Float(1 - beta1), Float(beta2), Float(epsilon),
      stretch.parameters, stretch.gradients, m, m + stretch.memoryStride)
  }
}
