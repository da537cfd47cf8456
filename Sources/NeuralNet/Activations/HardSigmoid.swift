import Basis
import CKernels

package struct HardSigmoid: PlainActivation {
  package init() {}

  package static let card = Card<HardSigmoid>(
    "hard-sigmoid", "The sigmoid drawn with three straight lines: cheap, and flat outside −3…3.",
    formula: "f(x) = max(0, min(1, x/6 + 1/2))",
    sources: [
      Source(
        "Courbariaux, Bengio & David", 2015, "arXiv:1511.00363, BinaryConnect (there with another slope)"),
      Source("Howard and others", 2019, "arXiv:1905.02244, MobileNetV3: this slope"),
    ],
    examples: ["activation hard-sigmoid", "layer dense 50 hard-sigmoid"],
    details:
      "Definitions differ: PyTorch and Keras 3 use x/6 + 1/2, as here; Keras 2 used x/5 + 1/2, flat outside "
      + "−2.5…2.5. Counted as saturated where the output is exactly 0 or 1, silent where x ≤ −3.")

  // (x + 3)/6 is exact near −3, where x/6 + 1/2 would cancel.
  package func value(_ x: Double) -> Double { x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6 }
  package func slope(_ x: Double) -> Double { x > -3 && x <= 3 ? 1.0 / 6 : 0 }

  package var kernel: ActivationKernel? { ActivationKernel(CK_HARD_SIGMOID) }
  package var saturation: Saturation? { Saturation(atMost: 0, atLeast: 1) }
  package var silentBelow: Double? { -3 }
}
