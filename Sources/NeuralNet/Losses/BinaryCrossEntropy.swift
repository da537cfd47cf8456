import Basis
import CKernels

package struct BinaryCrossEntropy: Loss {
  package init() {}

  package static let card = Card<BinaryCrossEntropy>(
    "binary-cross-entropy", aliases: ["bce"],
    "How surprised the network is by each yes or no: for one output and two classes, or several yes-or-no outputs.",
    formula: "L = −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), t from 0…1; mean over outputs and samples",
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 6.2.2.2")],
    examples: ["loss binary-cross-entropy", "loss bce"],
    details:
      "Takes plain outputs z: the sigmoid is part of the loss, so the last layer has no activation. An output "
      + "above 0 means class 1. As PyTorch's BCEWithLogitsLoss, and Keras's with from_logits=True.")

  package func check(outputs: Int, targets: Targets) throws {
    try checkOneOutputForEachTarget(outputs: outputs, targets: targets)
    if case .values(let numbers, _) = targets, let stray = numbers.first(where: { !(0...1 ~= $0) }) {
      throw Problem(
        "binary-cross-entropy needs targets in 0…1, got \(Numbers.exact(Double(stray))).",
        advice: "loss mean-squared-error")
    }
  }

  package func evaluate(_ pass: LossPass) { evaluateByOutput(CK_BINARY_CROSS_ENTROPY, pass) }

  package var decisionBoundary: Float { 0 }
}
