import Basis
import CKernels

package struct AdamW: MomentOptimizer {
  package var learningRate = 0.001
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var decay = 0.01

  package init() {}

  package static let card = Card<AdamW>(
    "adamw",
    "Adam with weight decay beside the gradient instead of in it: all weights shrink by the same share a step.",
    formula: "w ← w − η·λ·w − η·m̂ / (√v̂ + ε), m̂ and v̂ as in adam",
    settings: [
      .learningRate, .beta1, .beta2, .epsilon,
      Setting(
        "decay", \.decay, in: .closed(0...1e3), "Weight decay λ, times the rate the share lost each step."),
    ],
    sources: [Source("Loshchilov & Hutter", 2017, "arXiv:1711.05101, Decoupled weight decay regularization")],
    examples: ["optimizer adamw", "optimizer adamw lr=0.002 decay=0.1"],
    details:
      "λ = 0.01 is PyTorch's; Keras has 0.004. The paper multiplies λ by the schedule's factor alone; here, as in "
      + "PyTorch and Keras, by the whole rate η. Like theirs it decays every parameter, biases and normalization "
      + "included; optimizer adam with regularize weight-decay decays weights alone.")

  package static let memory = ["m", "v"]

  package func update(_ stretch: UpdateStretch) {
    guard let m = stretch.memory else { preconditionFailure("adamw without its memory") }
    ck_adamw(
      stretch.count, moments(of: stretch), Float(stretch.rate * decay), stretch.parameters,
      stretch.gradients, m, m + stretch.memoryStride)
  }
}
