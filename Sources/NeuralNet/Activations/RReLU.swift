import Basis
import CKernels

package struct RReLU: Activation {
  package var lower: Float = 1.0 / 8
  package var upper: Float = 1.0 / 3

  package init() {}

  package static let card = Card<RReLU>(
    "rrelu",
    "A leaky ReLU whose slope for negative inputs is drawn anew for every number in training, which regularizes.",
    formula: "f(x) = x for x > 0, a·x otherwise, a drawn from lower…upper; its middle after training",
    settings: [
      Setting("lower", \.lower, in: .fraction, "One end of the range that slopes are drawn from."),
      Setting("upper", \.upper, in: .fraction, "The other end; which of the two is larger does not matter."),
    ],
    sources: [
      Source("Xu, Wang, Chen & Li", 2015, "arXiv:1505.00853, Empirical evaluation of rectified activations")
    ],
    examples: ["activation rrelu", "layer dense 100 rrelu lower=0.1 upper=0.3"],
    details:
      "The paper divides by a number drawn from 3…8 and after training by 5.5; here, as in PyTorch, the slope "
      + "itself is uniform in 1/8…1/3 and after training 11/48.")

  package func value(_ x: Double, _ a: Double) -> Double { x <= 0 ? a * x : x }
  package func slope(_ x: Double, _ a: Double) -> Double { x <= 0 ? a : 1 }

  package var coefficient: ActivationCoefficient { .random(min(lower, upper)...max(lower, upper)) }
  package var kernel: ActivationKernel? { ActivationKernel(CK_LEAKY_RELU, parameter: (lower + upper) / 2) }
}
