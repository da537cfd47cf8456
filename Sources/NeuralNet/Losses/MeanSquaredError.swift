import Basis
import CKernels

package struct MeanSquaredError: Loss {
  package init() {}

  package static let card = Card<MeanSquaredError>(
    "mean-squared-error", aliases: ["mse"],
    "Mean square of the distance to the target: for numbers; large errors count most.",
    formula: "L = (y − t)²; mean over outputs and samples",
    sources: [Source("Legendre", 1805, "Nouvelles méthodes pour la détermination des orbites des comètes")],
    examples: ["loss mean-squared-error", "loss mse"],
    details:
      "The mean is over outputs and samples, as in PyTorch and Keras; some books sum over outputs or halve. Takes "
      + "classes as well, as 1 for the right output and 0 for the others, to see why cross-entropy is preferred."
  )

  package func check(outputs: Int, targets: Targets) throws {
    try checkOneOutputForEachTarget(outputs: outputs, targets: targets)
  }

  package func evaluate(_ pass: LossPass) { evaluateByOutput(CK_SQUARED_ERROR, pass) }

  package var decisionBoundary: Float { 0.5 }
}
