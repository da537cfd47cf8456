import Basis
import CKernels

package struct AdaGrad: DividingOptimizer {
  package var learningRate = 0.01
  package var epsilon = 1e-10

  package init() {}

  package static let card = Card<AdaGrad>(
    "adagrad",
    "Divides each number's rate by the length of all its gradients so far: rare ones keep large steps, all slow down.",
    formula: "s ← s + g²;  w ← w − η·g / (√s + ε)",
    settings: [.learningRate, .epsilon],
    sources: [Source("Duchi, Hazan & Singer", 2011, "JMLR 12, Adaptive subgradient methods: figure 1")],
    examples: ["optimizer adagrad", "optimizer adagrad lr=0.1"],
    details:
      "Under a steady gradient step t has the size η/√t: the sum only grows, so that long training comes to rest. "
      + "The paper leaves η open; 0.01 and ε = 10⁻¹⁰ are PyTorch's, and s starts at 0 as there. Keras has 0.001, starts s "
      + "at 0.1 and puts ε = 10⁻⁷ under the root, which makes first steps much smaller.")

  package static let memory = ["sum of squares"]

  package func update(_ stretch: UpdateStretch) {
    guard let s = stretch.memory else { preconditionFailure("adagrad without its memory") }
    ck_adagrad(
      stretch.count, Float(stretch.rate), Float(epsilon), stretch.parameters, stretch.gradients, s)
  }
}
