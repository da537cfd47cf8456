import Basis
import CKernels

package struct RMSProp: DividingOptimizer {
  package var learningRate = 0.001
  package var rho = 0.9
  package var epsilon = 1e-8

  package init() {}

  package static let card = Card<RMSProp>(
    "rmsprop",
    "AdaGrad that forgets: divides each number's rate by the usual size of its recent gradients.",
    formula: "v ← ρv + (1 − ρ)g²;  w ← w − η·g / (√v + ε)",
    settings: [
      .learningRate,
      Setting("rho", \.rho, in: .rateBelowOne, "Share of the average squared gradient that each step keeps."),
      .epsilon,
    ],
    sources: [
      Source("Tieleman & Hinton", 2012, "Coursera, Neural networks for machine learning: lecture 6.5")
    ],
    examples: ["optimizer rmsprop", "optimizer rmsprop lr=0.003 rho=0.99"],
    details:
      "ρ = 0.9 is the lecture's and Keras's, 0.001 Keras's. PyTorch has η = 0.01 and ρ = 0.99 (called alpha). ε = 10⁻⁸ "
      + "outside the root is PyTorch's; Keras has 10⁻⁷ under it. The average starts at 0 and nothing corrects for "
      + "that: the first step is η/√(1 − ρ), three times η. At a constant rate steps never get much smaller than η."
  )

  package static let memory = ["v"]

  package func update(_ stretch: UpdateStretch) {
    guard let v = stretch.memory else { preconditionFailure("rmsprop without its memory") }
    ck_rmsprop(
      stretch.count, Float(stretch.rate), Float(rho), Float(1 - rho), Float(epsilon), stretch.parameters,
      stretch.gradients, v)
  }
}
