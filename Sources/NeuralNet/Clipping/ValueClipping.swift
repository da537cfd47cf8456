import Basis
import CKernels

package struct ValueClipping: Clipping {
  package var limit = 1.0

  package init() {}

  package static let card = Card<ValueClipping>(
    "value", "Bounds every number of the gradient by itself; changes its direction.",
    formula: "gᵢ ← max(−limit, min(limit, gᵢ))",
    positions: [Setting("limit", \.limit, in: .positive, "Largest size of a number.")],
    sources: [
      Source("Mikolov", 2012, "PhD thesis, Brno University of Technology, Statistical language models")
    ],
    examples: ["clip value 0.5"],
    details:
      "A gradient (0.9, 100) clipped at 1 becomes (0.9, 1): it points half to the first axis that hardly "
      + "mattered. clip global-norm keeps the direction.")

  package func clip(
    _ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]
  ) -> ClippingEffect {
    let before = gradients.norm
    let fired = ck_bound(gradients.count, Float(limit), gradients.baseAddress)
    return ClippingEffect(fired: fired, normBefore: before, normAfter: fired ? gradients.norm : before)
  }
}
