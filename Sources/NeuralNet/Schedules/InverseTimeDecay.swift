import Basis
import Foundation

package struct InverseTimeDecay: WarmingSchedule {
  package var after = 10.0
  package var power = 1.0
  package var per = Per.step
  package var warmup = 0.0

  package init() {}

  package static let card = Card<InverseTimeDecay>(
    "inverse-time", aliases: ["power"],
    "Lets the rate fall fast at first and ever more slowly, as the theory of stochastic approximation asks.",
    formula: "η(e) = η₀ / (1 + e/s)^c",
    settings: [
      Setting(
        "after", \.after, in: .closed(1e-6...1e9), unit: "epochs",
        "s: at c = 1 the rate is halved after so long."),
      Setting("power", \.power, in: .closed(0...10), "c: how steeply it falls."),
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."), .warmup,
    ],
    sources: [
      Source(
        "Robbins & Monro", 1951, "Annals of Mathematical Statistics 22: Σ η = ∞ and Σ η² < ∞ for convergence")
    ],
    examples: ["schedule inverse-time", "schedule inverse-time after=2 power=0.5"],
    details:
      "c = 1 is the theory's usual choice; s has no standard. Keras's InverseTimeDecay has 1 + decay_rate·t/decay_steps; "
      + "PyTorch has no schedule of this name. e counts from when the schedule was chosen and goes on through trainings."
  )

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: rate / pow(1 + place.age(per) / after, power))
  }
}
