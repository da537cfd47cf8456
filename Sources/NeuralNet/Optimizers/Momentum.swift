import Basis
import CKernels

package struct Momentum: VelocityOptimizer {
  package var learningRate = 0.01
  package var beta = 0.9

  package init() {}

  package static let card = Card<Momentum>(
    "momentum", aliases: ["heavy-ball"],
    "A heavy ball rolling downhill: steady directions add up to 1/(1 − β) times the speed, shaking cancels out.",
    formula: "v ← βv − η·g;  w ← w + v",
    settings: [.learningRate, .beta],
    sources: [
      Source("Polyak", 1964, "USSR Computational Mathematics 4, Some methods of speeding up convergence"),
      Source(
        "Sutskever, Martens, Dahl & Hinton", 2013, "ICML, On the importance of initialization and momentum"),
    ],
    examples: ["optimizer momentum", "optimizer momentum lr=0.05 beta=0.95"],
    details:
      "β = 0.9 is the usual choice and 0.01 Keras's rate; sgd of Keras and of PyTorch has no momentum unless told. The "
      + "learning rate is inside the velocity, as in the papers and in Keras. PyTorch keeps it outside "
      + "(v ← βv + g; w ← w − ηv): the same path while the rate stays, but there a new rate also rescales the "
      + "velocity already gathered.")

  package static let memory = ["velocity"]

  // One fused pass: v and w are read and written once.
  package func update(_ stretch: UpdateStretch) {
    guard let velocity = stretch.memory else { preconditionFailure("momentum without its memory") }
    ck_momentum(
      stretch.count, Float(stretch.rate), Float(stretch.momentum ?? beta), stretch.parameters,
      stretch.gradients, velocity)
  }
}
