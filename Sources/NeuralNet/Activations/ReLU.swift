import Basis
import CKernels

package struct ReLU: PlainActivation {
  package init() {}

  package static let card = Card<ReLU>(
    "relu", "Passes positive numbers and stops negative ones; gradients pass unshrunk, but units can die.",
    formula: "f(x) = max(0, x)",
    sources: [
      Source("Nair & Hinton", 2010, "ICML, Rectified linear units improve restricted Boltzmann machines"),
      Source("Glorot, Bordes & Bengio", 2011, "AISTATS, Deep sparse rectifier neural networks"),
    ],
    examples: ["activation relu", "layer dense 100 relu"],
    details:
      "A unit whose inputs are negative for every sample is dead: it gets no gradient and cannot recover by "
      + "itself. Goes with the he initializer. The slope at 0 is taken as 0.")

  // NaN is passed on, not hidden as 0.
  package func value(_ x: Double) -> Double { x <= 0 ? 0 : x }
  package func slope(_ x: Double) -> Double { x <= 0 ? 0 : 1 }

  package var kernel: ActivationKernel? { ActivationKernel(CK_RELU) }
  package var silentBelow: Double? { 0 }
}
