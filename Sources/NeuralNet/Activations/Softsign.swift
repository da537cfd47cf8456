import Basis
import CKernels

package struct Softsign: PlainActivation {
  package init() {}

  package static let card = Card<Softsign>(
    "softsign", "Like tanh, but it nears ±1 slowly, so its slope dies away less abruptly.",
    formula: "f(x) = x / (1 + |x|)",
    sources: [
      Source(
        "Bergstra, Desjardins, Lamblin & Bengio", 2009, "Quadratic polynomials learn better image features"),
      Source("Glorot & Bengio", 2010, "AISTATS, compared with tanh and sigmoid in deep networks"),
    ],
    examples: ["activation softsign", "layer dense 50 softsign"],
    details:
      "Counted as saturated where the output is at most −0.9 or at least 0.9: the slope there is below 0.01, as "
      + "for the sigmoid's bounds.")

  // The limits at ±∞, where the quotient has none.
  package func value(_ x: Double) -> Double { x.isInfinite ? (x < 0 ? -1 : 1) : x / (1 + abs(x)) }
  package func slope(_ x: Double) -> Double { 1 / ((1 + abs(x)) * (1 + abs(x))) }

  package var kernel: ActivationKernel? { ActivationKernel(CK_SOFTSIGN) }
  package var saturation: Saturation? { Saturation(atMost: -0.9, atLeast: 0.9) }
}
