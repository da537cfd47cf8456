import Basis
import CKernels
import Foundation

package struct ELU: PlainActivation {
  /// The value approached for very negative inputs is −alpha.
  package var alpha: Float = 1

  package init() {}

  package static let card = Card<ELU>(
    "elu", "Smooth for negative inputs, so units cannot die and outputs centre on zero.",
    formula: "f(x) = x for x > 0, α(eˣ − 1) otherwise",
    settings: [Setting("alpha", \.alpha, in: .closed(0...10), "Depth of the plateau for negative inputs.")],
    sources: [Source("Clevert, Unterthiner & Hochreiter", 2015, "arXiv:1511.07289")],
    examples: ["activation elu", "layer dense 100 elu alpha=0.5"],
    details:
      "α = 1 is the paper's, PyTorch's and Keras's. Smooth at 0 only then. Far out on the plateau the slope is αeˣ: counted as saturated where the "
      + "output is within 1 % of −α.")

  package func value(_ x: Double) -> Double { x > 0 ? x : Double(alpha) * expm1(x) }
  package func slope(_ x: Double) -> Double { x > 0 ? 1 : Double(alpha) * exp(x) }

  package var kernel: ActivationKernel? { ActivationKernel(CK_ELU, parameter: alpha) }
  package var saturation: Saturation? {
    alpha > 0 ? Saturation(atMost: -0.99 * alpha, atLeast: .infinity) : nil
  }
  package var silentBelow: Double? { alpha == 0 ? 0 : nil }
}
