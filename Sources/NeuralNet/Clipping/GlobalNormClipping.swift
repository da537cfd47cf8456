import Basis

package struct GlobalNormClipping: Clipping {
  package var limit = 1.0

  package init() {}

  package static let card = Card<GlobalNormClipping>(
    "global-norm", "Shortens the whole gradient to a longest length; keeps its direction.",
    formula: "g ← g·limit/‖g‖ where ‖g‖ > limit",
    positions: [Setting("limit", \.limit, in: .positive, "Longest length of the gradient.")],
    sources: [
      Source("Pascanu, Mikolov & Bengio", 2013, "arXiv:1211.5063, On the difficulty of training RNNs")
    ],
    examples: ["clip global-norm 1"],
    details:
      "The usual remedy for exploding gradients, in recurrent networks above all. PyTorch's clip_grad_norm_ "
      + "divides by ‖g‖ + 10⁻⁶, so that its result is a trace shorter. A gradient that is not finite is left for "
      + "training to report.")

  package func clip(
    _ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]
  ) -> ClippingEffect {
    let before = gradients.norm
    let fired = gradients.shorten(to: limit)
    return ClippingEffect(fired: fired, normBefore: before, normAfter: fired ? gradients.norm : before)
  }
}
