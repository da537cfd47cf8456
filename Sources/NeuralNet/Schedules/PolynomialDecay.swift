import Basis
import Foundation

package struct PolynomialDecay: FiniteSchedule, WarmingSchedule {
  package var power = 1.0
  package var end = 0.0
  package var epochs = 0
  package var per = Per.step
  package var warmup = 0.0

  package init() {}

  package static let card = Card<PolynomialDecay>(
    "polynomial", aliases: ["linear"],
    "Lets the rate fall to its end along a power of the time that is left.",
    formula: "η(t) = (η₀ − ηₑ)·(1 − t/T)^p + ηₑ",
    settings: [
      Setting("power", \.power, in: .closed(0...100), "p: 1 is a straight line, 2 ends gently."),
      Setting("end", \.end, in: .closed(0...1e6), "ηₑ: the rate at T."), .epochs,
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."), .warmup,
    ],
    sources: [Source("Chen, Papandreou, Kokkinos, Murphy & Yuille", 2016, "arXiv:1606.00915, DeepLab: poly")],
    examples: ["schedule polynomial", "schedule polynomial power=2 epochs=20"],
    details:
      "T is the number of steps, so that the last step is still above ηₑ, as in PyTorch's PolynomialLR and Keras's "
      + "PolynomialDecay (whose end is 0.0001). DeepLab has p = 0.9; both frameworks 1. After T the rate stays at ηₑ."
  )

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: (rate - end) * pow(1 - place.progress(per), power) + end)
  }
}
