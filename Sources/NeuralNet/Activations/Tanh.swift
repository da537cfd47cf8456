import Basis
import CKernels
import Foundation

package struct Tanh: PlainActivation {
  package init() {}

  package static let card = Card<Tanh>(
    "tanh", "Squeezes every number into −1…1 with slope 1 at zero: a sigmoid that centres on zero.",
    formula: "f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    sources: [Source("LeCun, Bottou, Orr & Müller", 1998, "Efficient BackProp, section 4.4")],
    examples: ["activation tanh", "layer dense 50 tanh count=10"],
    details:
      "Counted as saturated where the output is at most −0.99 or at least 0.99: the slope there is below 0.02."
  )

  package func value(_ x: Double) -> Double { tanh(x) }
  // 1 − tanh² x would cancel for large |x|.
  package func slope(_ x: Double) -> Double {
    let e = exp(-2 * abs(x))
    return 4 * e / ((1 + e) * (1 + e))
  }

  package var kernel: ActivationKernel? { ActivationKernel(CK_TANH) }
  package var saturation: Saturation? { Saturation(atMost: -0.99, atLeast: 0.99) }
}
