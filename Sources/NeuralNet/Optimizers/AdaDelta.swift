import Basis
import CKernels

package struct AdaDelta: Optimizer {
  package var learningRate = 1.0
  package var rho = 0.95
  package var epsilon = 1e-6

  package init() {}

  package static let card = Card<AdaDelta>(
    "adadelta",
    "RMSProp whose rate is the usual size of its own recent steps: it finds its scale by itself, slowly at first.",
    formula:
      "v ← ρv + (1 − ρ)g²;  Δ = −g·√(u + ε) / √(v + ε);  u ← ρu + (1 − ρ)Δ²;  w ← w + η·Δ",
    settings: [
      Setting(
        "lr", \.learningRate, in: .closed(0...1e6), "Factor on the steps it finds; the paper has none."),
      Setting("rho", \.rho, in: .rateBelowOne, "Share of both averages that each step keeps."),
      Setting(
        "epsilon", \.epsilon, in: .closed(1e-30...1),
        "Under both roots; √ε sets the size of the very first steps."),
    ],
    sources: [Source("Zeiler", 2012, "arXiv:1212.5701, ADADELTA: algorithm 1")],
    examples: ["optimizer adadelta", "optimizer adadelta lr=1 rho=0.9"],
    details:
      "η = 1, ρ = 0.95 and ε = 10⁻⁶ are the paper's. PyTorch has ρ = 0.9; Keras has η = 0.001, with which it hardly "
      + "moves, and ε = 10⁻⁷. The first step is √ε/√(1 − ρ) ≈ 0.0045 for any gradient much larger than that.")

  package static let memory = ["v", "u"]

  package func update(_ stretch: UpdateStretch) {
    guard let v = stretch.memory else { preconditionFailure("adadelta without its memory") }
    ck_adadelta(
      stretch.count, Float(stretch.rate), Float(rho), Float(1 - rho), Float(epsilon), stretch.parameters,
      stretch.gradients, v, v + stretch.memoryStride)
  }
}
