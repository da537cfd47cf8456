import Basis
import CKernels

package struct MeanAbsoluteError: Loss {
  package init() {}

  package static let card = Card<MeanAbsoluteError>(
    "mean-absolute-error", aliases: ["mae"],
    "Mean distance to the target: for numbers with outliers, which count no more than in proportion.",
    formula: "L = |y − t|; mean over outputs and samples",
    sources: [Source("Laplace", 1793, "Sur quelques points du système du monde: least absolute deviations")],
    examples: ["loss mean-absolute-error", "loss mae"],
    details:
      "The slope has the same size however small the error, so that training ends with a rattle unless the "
      + "learning rate falls. At y = t the slope is taken as 0.")

  package func check(outputs: Int, targets: Targets) throws {
    try checkOneOutputForEachTarget(outputs: outputs, targets: targets)
  }

  package func evaluate(_ pass: LossPass) { evaluateByOutput(CK_ABSOLUTE_ERROR, pass) }

  package var decisionBoundary: Float { 0.5 }
}
