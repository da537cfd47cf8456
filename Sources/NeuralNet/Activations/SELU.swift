import Basis
import CKernels
import Foundation

package struct SELU: PlainActivation {
  /// λ and α are chosen so that mean 0 and variance 1 reproduce themselves from layer to layer.
  static let scale = 1.0507009873554804934193349852946
  static let alpha = 1.6732632423543772848170429916717

  package init() {}

  package static let card = Card<SELU>(
    "selu", "A scaled ELU that drives outputs of dense stacks to mean 0 and variance 1 by itself.",
    formula: "f(x) = λx for x > 0, λα(eˣ − 1) otherwise; λ = 1.0507…, α = 1.6732…",
    sources: [Source("Klambauer, Unterthiner, Mayr & Hochreiter", 2017, "arXiv:1706.02515")],
    examples: ["activation selu", "layer dense 100 selu"],
    details:
      "Needs the lecun initializer and standardized inputs to keep its promise. Not smooth: the slope jumps "
      + "from 1.758 to 1.051 at 0. Counted as saturated where the output is within 1 % of −λα.")

  package func value(_ x: Double) -> Double { SELU.scale * (x > 0 ? x : SELU.alpha * expm1(x)) }
  package func slope(_ x: Double) -> Double { SELU.scale * (x > 0 ? 1 : SELU.alpha * exp(x)) }

  package var kernel: ActivationKernel? { ActivationKernel(CK_SELU) }
  package var saturation: Saturation? {
    Saturation(atMost: Float(-0.99 * SELU.scale * SELU.alpha), atLeast: .infinity)
  }
}
