import Basis
import CKernels
import Foundation

package struct Softplus: PlainActivation {
  package init() {}

  package static let card = Card<Softplus>(
    "softplus", "A ReLU without the kink: always positive, smooth, and its slope is the sigmoid.",
    formula: "f(x) = ln(1 + eˣ)",
    sources: [
      Source("Dugas, Bengio, Bélisle, Nadeau & Garcia", 2001, "NIPS 13, second-order functional knowledge")
    ],
    examples: ["activation softplus", "layer dense 50 softplus"],
    details:
      "PyTorch has a steepness β, 1 unless told otherwise, and passes x itself on above 20; Keras has neither."
  )

  package func value(_ x: Double) -> Double { (x > 0 ? x : 0) + log1p(exp(-abs(x))) }
  package func slope(_ x: Double) -> Double { Sigmoid().value(x) }

  package var kernel: ActivationKernel? { ActivationKernel(CK_SOFTPLUS) }
}
