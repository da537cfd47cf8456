import Basis
import CKernels

package struct Nesterov: VelocityOptimizer {
  package var learningRate = 0.01
  package var beta = 0.9

  package init() {}

  package static let card = Card<Nesterov>(
    "nesterov", aliases: ["nag"],
    "Momentum that looks ahead: the gradient counts where the velocity is about to lead, which damps overshooting.",
    formula: "v ← βv − η·g;  w ← w + βv − η·g",
    settings: [.learningRate, .beta],
    sources: [
      Source("Nesterov", 1983, "Soviet Mathematics Doklady 27, a method with convergence rate 1/k²"),
      Source(
        "Sutskever, Martens, Dahl & Hinton", 2013, "ICML, On the importance of initialization and momentum"),
      Source(
        "Bengio, Boulanger-Lewandowski & Pascanu", 2012, "arXiv:1212.0901, the form without a second place"),
    ],
    examples: ["optimizer nesterov", "optimizer nesterov lr=0.05 beta=0.95"],
    details:
      "Sutskever's v ← βv − η∇L(w + βv), w ← w + v needs the gradient at another place; here, as in Keras and "
      + "PyTorch, w stands for that place already, so that gradients are those of the network as it is. PyTorch keeps "
      + "the rate outside the velocity (see momentum). β = 0.9 and 0.01 are momentum's.")

  package static let memory = ["velocity"]

  package func update(_ stretch: UpdateStretch) {
    guard let velocity = stretch.memory else { preconditionFailure("nesterov without its memory") }
    ck_nesterov(
      stretch.count, Float(stretch.rate), Float(stretch.momentum ?? beta), stretch.parameters,
      stretch.gradients, velocity)
  }
}
