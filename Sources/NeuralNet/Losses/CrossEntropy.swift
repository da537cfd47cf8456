import Basis
import CKernels

package struct CrossEntropy: Loss {
  package init() {}

  package static let card = Card<CrossEntropy>(
    "cross-entropy", aliases: ["ce", "softmax-cross-entropy"],
    "How surprised the network is by the right class: for one class out of several.",
    formula: "L = −ln softmax(z)[class], softmax(z)ₖ = e^zₖ / Σⱼ e^zⱼ; mean over samples",
    sources: [
      Source("Bridle", 1990, "Neurocomputing, probabilistic interpretation of network outputs"),
      Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 6.2.2.3"),
    ],
    examples: ["loss cross-entropy"],
    details:
      "Takes plain outputs z: softmax is part of the loss, so the last layer has no activation. PyTorch's "
      + "CrossEntropyLoss does the same; Keras's does with from_logits=True. Guessing evenly among k classes costs ln k: "
      + "2.303 for ten. A last layer without activation may have more outputs than the data has classes, as for a part of "
      + "them: those learn to be improbable.")

  package func check(outputs: Int, targets: Targets) throws {
    guard case .classes(_, let count) = targets else {
      throw Problem(
        "cross-entropy compares outputs with classes, and the data's targets are numbers.",
        advice: "loss mean-squared-error")
    }
    if outputs == 1 {
      throw Problem(
        "cross-entropy needs one output for each of the \(count) classes, and the network has only one.",
        advice: count == 2
          ? "layer dense 2, or loss binary-cross-entropy" : "make the last layer: layer dense \(count)")
    }
    if outputs != count {
      throw Problem(
        "cross-entropy needs one output for each class: the network has \(Numbers.grouped(outputs)) outputs, the data "
          + "\(Numbers.grouped(count)) classes.",
        advice: "make the last layer one of \(count): layer dense \(count)")
    }
    try checkLabels(targets)
  }

  package func evaluate(_ pass: LossPass) {
    guard let labels = pass.labels else { preconditionFailure("cross-entropy without labels") }
    let first = pass.rows.lowerBound
    ck_cross_entropy(
      pass.rows.count, pass.width, pass.outputs + first * pass.width, labels + first, 1 / Double(pass.batch),
      pass.losses + first, pass.outputGradient.map { $0 + first * pass.width })
  }

  package var decisionBoundary: Float { 0 }
  package var toleratesSpareOutputs: Bool { true }
}
