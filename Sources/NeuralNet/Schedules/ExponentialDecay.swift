import Basis
import Foundation

package struct ExponentialDecay: WarmingSchedule {
  package var factor = 0.1
  package var every = 10.0
  package var per = Per.step
  package var warmup = 0.0

  package init() {}

  package static let card = Card<ExponentialDecay>(
    "exponential", "Lets the rate fall by the same factor in equal times, smoothly.",
    formula: "η(e) = η₀·f^(e/k)",
    settings: [
      Setting("factor", \.factor, in: .closed(1e-12...1), "f: what is left of the rate after k epochs."),
      Setting("every", \.every, in: .closed(1e-6...1e9), unit: "epochs", "k: the time of one such fall."),
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."), .warmup,
    ],
    sources: [
      Source("Senior, Heigold, Ranzato & Yang", 2013, "ICASSP, An empirical study of learning rates")
    ],
    examples: ["schedule exponential", "schedule exponential factor=0.9 every=1"],
    details:
      "With f = 0.1 the rate is a tenth after k epochs. PyTorch's ExponentialLR is every=1 per=epoch with its gamma as "
      + "factor; Keras's ExponentialDecay counts k in steps. e counts from when the schedule was chosen and goes on "
      + "through trainings.")

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: rate * pow(factor, place.age(per) / every))
  }
}
