import Basis
import CKernels
import Foundation

package struct Mish: PlainActivation {
  package init() {}

  package static let card = Card<Mish>(
    "mish", "Like swish, gated by tanh of softplus; smooth, and slightly negative left of zero.",
    formula: "f(x) = x·tanh(ln(1 + eˣ))",
    sources: [Source("Misra", 2019, "arXiv:1908.08681")],
    examples: ["activation mish", "layer dense 100 mish"],
    details: "Has a minimum of −0.31 at x = −1.19.")

  // At −∞ the limit is 0.
  package func value(_ x: Double) -> Double { x == -.infinity ? 0 : x * tanh(Softplus().value(x)) }
  package func slope(_ x: Double) -> Double {
    let gate = Softplus().value(x)
    let bend = Tanh().slope(gate) * Softplus().slope(x)
    return tanh(gate) + (x.isInfinite ? 0 : x * bend)
  }

  package var kernel: ActivationKernel? { ActivationKernel(CK_MISH) }
}
