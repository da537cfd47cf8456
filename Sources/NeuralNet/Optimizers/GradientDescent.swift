import Basis
import CKernels

package struct GradientDescent: Optimizer {
  package var learningRate = 0.01

  package init() {}

  package static let card = Card<GradientDescent>(
    "sgd", aliases: ["gradient-descent"],
    "Steps straight downhill by the gradient of one batch; simple, cheap, and slow in narrow valleys.",
    formula: "w ← w − η·g",
    settings: [.learningRate],
    sources: [
      Source("Cauchy", 1847, "Comptes Rendus 25, Méthode générale"),
      Source(
        "Robbins & Monro", 1951, "Annals of Mathematical Statistics 22, A stochastic approximation method"),
    ],
    examples: ["optimizer sgd", "optimizer sgd lr=0.1"],
    details: "0.01 is Keras's default; PyTorch's is 0.001.")

  package static let memory: [String] = []

  package func update(_ stretch: UpdateStretch) {
    ck_sgd(stretch.count, Float(stretch.rate), stretch.parameters, stretch.gradients)
  }
}
