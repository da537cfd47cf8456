import Basis
import CKernels

package struct WeightDecay: Regularizer {
  package var strength = 0.01

  package init() {}

  package static let card = Card<WeightDecay>(
    "weight-decay", aliases: ["decay"],
    "Takes the same share from all weights at every step, beside whatever the optimizer does.",
    formula: "w ← w − η·λ·w, then the optimizer's update",
    positions: [Setting("strength", \.strength, in: .closed(0...1e6), "λ")],
    sources: [
      Source("Hanson & Pratt", 1988, "NIPS 1, Comparing biases for minimal network construction"),
      Source("Loshchilov & Hutter", 2017, "arXiv:1711.05101, Decoupled weight decay regularization"),
    ],
    examples: ["regularize weight-decay 0.01"],
    details:
      "Decoupled: it is not in the loss, not clipped and not divided by the size of gradients. η is the rate of the "
      + "step, a schedule's included. Weights alone; optimizer adamw takes it from all parameters, as PyTorch's AdamW "
      + "does, whose 0.01 is the default here.")

  package func beforeUpdate(_ stretch: WeightStretch) {
    ck_scale(stretch.count, Float(1 - stretch.rate * strength), stretch.weights)
  }
}
