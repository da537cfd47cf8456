import Basis
import CKernels

package struct L2Penalty: Regularizer {
  package var strength = 0.001

  package init() {}

  package static let card = Card<L2Penalty>(
    "l2", aliases: ["ridge"],
    "Adds the sum of all squared weights to the loss, so that large ones have to pay.",
    formula: "L + λ·Σ w²;  g ← g + 2λw",
    positions: [Setting("strength", \.strength, in: .closed(0...1e6), "λ")],
    sources: [
      Source("Hoerl & Kennard", 1970, "Technometrics 12, Ridge regression"),
      Source("Krogh & Hertz", 1991, "NIPS 4, A simple weight decay can improve generalization"),
    ],
    examples: ["regularize l2 0.001"],
    details:
      "λΣw² is Keras's convention (there 0.01 unless told otherwise); PyTorch's weight_decay has the gradient λw, so "
      + "that its λ is twice this one. Weights alone, where PyTorch includes biases. Under plain descent it is the same as "
      + "regularize weight-decay with 2λ; under adam it is not, for adam divides the penalty's slope by its size."
  )

  package func penalty(_ weights: UnsafeBufferPointer<Float>) -> Double {
    strength * ck_sum_squares(weights.count, weights.baseAddress)
  }

  package func addGradient(_ stretch: WeightStretch) {
    ck_l2_gradient(stretch.count, Float(2 * strength), stretch.weights, stretch.gradients)
  }
}
