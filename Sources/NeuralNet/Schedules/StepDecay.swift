import Basis
import Foundation

package struct StepDecay: WarmingSchedule {
  package var factor = 0.1
  package var every = 10.0
  package var per = Per.epoch
  package var warmup = 0.0

  package init() {}

  package static let card = Card<StepDecay>(
    "step", aliases: ["staircase"], "Multiplies the rate by a factor every so many epochs.",
    formula: "η(e) = η₀·f^⌊e/k⌋",
    settings: [
      Setting("factor", \.factor, in: .closed(1e-12...1), "f: what is left of the rate after a stair."),
      Setting("every", \.every, in: .closed(1e-6...1e9), unit: "epochs", "k: the width of a stair."),
      Setting("per", choice: \.per, "step: e counts parts of epochs as well."), .warmup,
    ],
    sources: [
      Source("Krizhevsky, Sutskever & Hinton", 2012, "NIPS, ImageNet classification with deep CNNs"),
      Source("He, Zhang, Ren & Sun", 2015, "arXiv:1512.03385, Deep residual learning"),
    ],
    examples: ["schedule step", "schedule step every=5 warmup=2", "schedule step factor=0.5 every=5"],
    details:
      "A tenth is what both papers use, when progress stalls or at fixed times; PyTorch's StepLR has it as default and "
      + "asks for k. e counts from when the schedule was chosen and goes on through trainings.")

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: rate * pow(factor, (place.age(per) / every).rounded(.down)))
  }
}
