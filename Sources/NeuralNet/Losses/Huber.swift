import Basis
import CKernels

package struct Huber: Loss {
  package var delta: Float = 1

  package init() {}

  package static let card = Card<Huber>(
    "huber",
    "Squared for small errors, absolute for large ones: smooth at the target and calm about outliers.",
    formula: "L = d²/2 for |d| ≤ δ, δ(|d| − δ/2) otherwise, d = y − t; mean over outputs and samples",
    settings: [
      Setting(
        "delta", \.delta, in: Bounds(0, 1e6, includesLower: false),
        "Error at which the loss turns from square to line.")
    ],
    sources: [
      Source("Huber", 1964, "Annals of Mathematical Statistics 35, Robust estimation of a location parameter")
    ],
    examples: ["loss huber", "loss huber delta=0.5"],
    details: "δ is 1 in PyTorch and Keras too. PyTorch's SmoothL1Loss is this divided by δ.")

  package func check(outputs: Int, targets: Targets) throws {
    try checkOneOutputForEachTarget(outputs: outputs, targets: targets)
  }

  package func evaluate(_ pass: LossPass) { evaluateByOutput(CK_HUBER, delta: delta, pass) }

  package var decisionBoundary: Float { 0.5 }
}
