import Basis
import CKernels

package struct LeakyReLU: PlainActivation {
  package var negativeSlope: Float = 0.01

  package init() {}

  package static let card = Card<LeakyReLU>(
    "leaky-relu", aliases: ["leaky"],
    "A ReLU that lets a little through on the negative side, so units cannot die.",
    formula: "f(x) = x for x > 0, slope·x otherwise",
    settings: [Setting("slope", \.negativeSlope, in: .fraction, "Slope for negative inputs.")],
    sources: [Source("Maas, Hannun & Ng", 2013, "ICML, Rectifier nonlinearities improve acoustic models")],
    examples: ["activation leaky-relu", "layer dense 100 leaky-relu slope=0.2"],
    details:
      "Defaults differ: 0.01 here, in the paper and in PyTorch; 0.3 in Keras's LeakyReLU layer; 0.2 in its "
      + "leaky_relu function.")

  package func value(_ x: Double) -> Double { x <= 0 ? Double(negativeSlope) * x : x }
  package func slope(_ x: Double) -> Double { x <= 0 ? Double(negativeSlope) : 1 }

  package var kernel: ActivationKernel? { ActivationKernel(CK_LEAKY_RELU, parameter: negativeSlope) }
  package var silentBelow: Double? { negativeSlope == 0 ? 0 : nil }
}
