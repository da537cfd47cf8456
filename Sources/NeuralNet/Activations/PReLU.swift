import Basis
import CKernels

package struct PReLU: Activation {
  package var start: Float = 0.25

  package init() {}

  package static let card = Card<PReLU>(
    "prelu", "A leaky ReLU that learns its slope for negative inputs, one for each unit.",
    formula: "f(x) = x for x > 0, a·x otherwise, a trained",
    settings: [Setting("start", \.start, in: .closed(-1...1), "Slope before training.")],
    sources: [Source("He, Zhang, Ren & Sun", 2015, "arXiv:1502.01852, Delving deep into rectifiers")],
    examples: ["activation prelu", "layer dense 100 prelu start=0.1"],
    details:
      "Starts at 0.25 as in the paper and in PyTorch; Keras starts at 0. PyTorch learns one slope for the whole "
      + "layer unless told otherwise, Keras one for every number, pixels of an image included. The paper does not decay these slopes."
  )

  package func value(_ x: Double, _ a: Double) -> Double { x <= 0 ? a * x : x }
  package func slope(_ x: Double, _ a: Double) -> Double { x <= 0 ? a : 1 }
  package func coefficientSlope(_ x: Double, _ a: Double) -> Double { x <= 0 ? x : 0 }

  package var coefficient: ActivationCoefficient { .learned(start: start) }
  package var kernel: ActivationKernel? { ActivationKernel(CK_LEAKY_RELU, parameter: start) }
}
