import Basis
import CKernels
import Foundation

package struct GELU: PlainActivation {
  package enum Approximation: String, CaseIterable, Sendable { case none, tanh }
  package var approximation = Approximation.none

  package init() {}

  package static let card = Card<GELU>(
    "gelu",
    "Weighs every number by the chance that a normal one lies below it: a smooth ReLU, usual in transformers.",
    formula: "f(x) = x·Φ(x), Φ the normal distribution",
    settings: [
      Setting(
        "approximate", choice: \.approximation,
        "none: exact; tanh: x/2·(1 + tanh(√(2/π)(x + 0.044715x³))), as in the first transformers.")
    ],
    sources: [Source("Hendrycks & Gimpel", 2016, "arXiv:1606.08415")],
    examples: ["activation gelu", "layer dense 100 gelu approximate=tanh"],
    details:
      "Has a minimum of −0.17 at x = −0.75; left of it the slope is negative. PyTorch and Keras are exact too "
      + "unless told otherwise.")

  package func value(_ x: Double) -> Double {
    // −∞·0 has the limit 0.
    if x == -.infinity { return 0 }
    switch approximation {
    case .none: return x * normal(x)
    case .tanh: return x * Sigmoid().value(GELU.inner(x))
    }
  }

  package func slope(_ x: Double) -> Double {
    switch approximation {
    case .none:
      // Φ + x·φ; at ±∞ the density wins.
      return normal(x) + (x.isInfinite ? 0 : x * exp(-x * x / 2) / (2 * .pi).squareRoot())
    case .tanh:
      let gate = Sigmoid()
      let steep = gate.slope(GELU.inner(x))
      let bend = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      return gate.value(GELU.inner(x)) + (steep == 0 ? 0 : x * steep * bend)
    }
  }

  private func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  // ½(1 + tanh u) = σ(2u); this is 2u.
  private static func inner(_ x: Double) -> Double {
    2 * (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }

  package var kernel: ActivationKernel? { ActivationKernel(approximation == .none ? CK_GELU : CK_GELU_TANH) }
}
