import Basis
import CKernels

package struct Identity: PlainActivation {
  package init() {}

  package static let card = Card<Identity>(
    "identity", aliases: ["linear"],
    "Passes every number on unchanged: a layer without an activation, as before a loss that takes plain outputs.",
    formula: "f(x) = x",
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 6.2.2")],
    examples: ["activation identity", "layer dense 10 identity"],
    details:
      "A stack of linear layers is itself one linear layer: without another activation depth adds nothing.")

  package func value(_ x: Double) -> Double { x }
  package func slope(_ x: Double) -> Double { 1 }

  package var kernel: ActivationKernel? { ActivationKernel(CK_IDENTITY) }
}
