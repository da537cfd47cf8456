import Basis
import CKernels
import Foundation

package struct Sigmoid: PlainActivation {
  package init() {}

  package static let card = Card<Sigmoid>(
    "sigmoid", aliases: ["logistic"],
    "Squeezes every number into 0…1; its slope is at most 1/4, so gradients shrink from layer to layer.",
    formula: "f(x) = 1 / (1 + e⁻ˣ)",
    sources: [
      Source(
        "Rumelhart, Hinton & Williams", 1986,
        "Nature 323, Learning representations by back-propagating errors"),
      Source("Glorot & Bengio", 2010, "AISTATS, on its saturation in deep networks"),
    ],
    examples: ["activation sigmoid", "layer dense 50 sigmoid count=10"],
    details:
      "Outputs are never negative, so they do not centre on zero. Counted as saturated where the output "
      + "is at most 0.01 or at least 0.99: the slope there is below 0.01.")

  // In terms of e^(−|x|), which cannot overflow.
  package func value(_ x: Double) -> Double {
    let e = exp(-abs(x))
    return (x < 0 ? e : 1) / (1 + e)
  }
  package func slope(_ x: Double) -> Double {
    let e = exp(-abs(x))
    return e / ((1 + e) * (1 + e))
  }

  package var kernel: ActivationKernel? { ActivationKernel(CK_SIGMOID) }
  package var saturation: Saturation? { Saturation(atMost: 0.01, atLeast: 0.99) }
}
