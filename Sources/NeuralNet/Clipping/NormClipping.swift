import Basis

package struct NormClipping: Clipping {
  package var limit = 1.0

  package init() {}

  package static let card = Card<NormClipping>(
    "norm",
    "Shortens each layer's gradient by itself to a longest length; keeps the direction within a layer.",
    formula: "gₗ ← gₗ·limit/‖gₗ‖ where ‖gₗ‖ > limit, for each layer l",
    positions: [Setting("limit", \.limit, in: .positive, "Longest length of a layer's gradient.")],
    sources: [Source("Keras", 2024, "keras.io, Optimizer: clipnorm")],
    examples: ["clip norm 1"],
    details:
      "Weights and biases of a layer count together; Keras's clipnorm takes each of its tensors by itself. "
      + "Layers keep their directions but not their proportions; clip global-norm keeps both. A gradient that is not "
      + "finite is left for training to report.")

  package func clip(
    _ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]
  ) -> ClippingEffect {
    let before = gradients.norm
    var fired = false
    for block in blocks where UnsafeMutableBufferPointer(rebasing: gradients[block]).shorten(to: limit) {
      fired = true
    }
    return ClippingEffect(fired: fired, normBefore: before, normAfter: fired ? gradients.norm : before)
  }
}
