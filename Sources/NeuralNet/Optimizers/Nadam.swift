import Basis
import CKernels
import Foundation

package struct Nadam: MomentOptimizer {
  package var learningRate = 0.002
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var followsSchedule = true

  package init() {}

  package static let card = Card<Nadam>(
    "nadam",
    "Adam that looks ahead like Nesterov: the newest gradient counts once more than in the average alone.",
    formula:
      "m, v as in adam;  w ← w − η·(μₜ₊₁·m/(1 − μ₁⋯μₜ₊₁) + (1 − μₜ)·g/(1 − μ₁⋯μₜ)) / (√v̂ + ε), "
      + "μₜ = β₁(1 − ½·0.96^(t/250))",
    settings: [
      .learningRate, .beta1, .beta2, .epsilon,
      Setting("schedule", \.followsSchedule, "Dozat's momentum schedule; off: μ = β₁ throughout."),
    ],
    sources: [
      Source("Dozat", 2016, "ICLR workshop, Incorporating Nesterov momentum into Adam: algorithm 2"),
      Source("Sutskever, Martens, Dahl & Hinton", 2013, "ICML, the schedule's model"),
    ],
    examples: ["optimizer nadam", "optimizer nadam lr=0.0005 schedule=off"],
    details:
      "The look-ahead belongs to Adam's average; nothing of plain gradient descent is mixed in. η = 0.002, ε = 10⁻⁸ and "
      + "the schedule are PyTorch's (its momentum_decay is 1/250 = 0.004); Keras has 0.001, 10⁻⁷ and 0.96ᵗ, which is at β₁ "
      + "within a hundred steps. As in both, m itself keeps β₁, where Dozat's algorithm lets it follow μ too, and v̂ is Adam's, where the algorithm as "
      + "printed has β₂ times as much. Where a schedule cycles β₁ the product is that of the present β₁; PyTorch keeps the "
      + "product of all that were. Without the "
      + "schedule the first step is 28/19 = 1.4737 η at β₁ = 0.9; with it 1.06 η.")

  package static let memory = ["m", "v"]

  package func update(_ stretch: UpdateStretch) {
    guard let m = stretch.memory else { preconditionFailure("nadam without its memory") }
    let beta1 = stretch.momentum ?? beta1
    let place = weights(beta1, step: stretch.step)
    let step = ck_adam_step(
      rate: Float(stretch.rate), beta1: Float(beta1), fresh1: Float(1 - beta1),
      unbias1: Float(place.average), beta2: Float(beta2), fresh2: Float(1 - beta2),
      unbias2: Float(1 / (1 - pow(beta2, Double(stretch.step)))), epsilon: Float(epsilon))
    ck_nadam(
      stretch.count, step, Float(place.gradient), stretch.parameters, stretch.gradients, m,
      m + stretch.memoryStride)
  }

  /// The factors of m and of g in an update.
  private func weights(_ beta1: Double, step: Int) -> (average: Double, gradient: Double) {
    guard followsSchedule else {
      return (beta1 / (1 - pow(beta1, Double(step + 1))), (1 - beta1) / (1 - pow(beta1, Double(step))))
    }
    let product = step < Self.shares.count ? pow(beta1, Double(step)) * Self.shares[step] : 0
    let (now, next) = (beta1 * Self.share(step), beta1 * Self.share(step + 1))
    return (next / (1 - product * next), (1 - now) / (1 - product))
  }

  /// What the schedule leaves of β₁ at step t.
  private static func share(_ t: Int) -> Double { 1 - 0.5 * pow(0.96, Double(t) / 250) }

  /// The products of the first t shares. They are little above a half: after a hundred of them nothing is left beside 1.
  private static let shares = (1...100).reduce(into: [1.0]) { $0.append($0[$1 - 1] * share($1)) }
}
