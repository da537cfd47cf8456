import Basis
import CKernels
import Foundation

package struct Swish: PlainActivation {
  package init() {}

  package static let card = Card<Swish>(
    "swish", aliases: ["silu"],
    "Each number times its own sigmoid: smooth, and slightly negative left of zero.",
    formula: "f(x) = x / (1 + e⁻ˣ)",
    sources: [
      Source("Elfwing, Uchibe & Doya", 2017, "arXiv:1702.03118, as SiLU"),
      Source("Ramachandran, Zoph & Le", 2017, "arXiv:1710.05941, found by search and named swish"),
    ],
    examples: ["activation swish", "layer dense 100 silu"],
    details:
      "The paper's β is 1 here, as in PyTorch's SiLU and in Keras. Has a minimum of −0.28 at x = −1.28.")

  // At −∞ the limit is 0, at ±∞ the slope is that of the sigmoid's ends.
  package func value(_ x: Double) -> Double { x == -.infinity ? 0 : x * Sigmoid().value(x) }
  package func slope(_ x: Double) -> Double {
    let sigmoid = Sigmoid()
    return sigmoid.value(x) + (x.isInfinite ? 0 : x * sigmoid.slope(x))
  }

  package var kernel: ActivationKernel? { ActivationKernel(CK_SWISH) }
}
