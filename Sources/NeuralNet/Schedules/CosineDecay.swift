import Basis
import Foundation

package struct CosineDecay: FiniteSchedule {
  package var end = 0.0
  package var epochs = 0
  package var warmup = 0.0
  package var per = Per.step

  package init() {}

  package static let card = Card<CosineDecay>(
    "cosine", "Keeps the rate high for long and lets it down gently along half a cosine.",
    formula: "η(t) = ηₑ + ½(η₀ − ηₑ)·(1 + cos(πt/T))",
    settings: [
      Setting("end", \.end, in: .closed(0...1e6), "ηₑ: the rate at T."), .epochs,
      Setting(
        "warmup", \.warmup, in: .rateBelowOne,
        "Share of the steps in which the rate first climbs to η₀ in a straight line."),
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."),
    ],
    sources: [Source("Loshchilov & Hutter", 2016, "arXiv:1608.03983, SGDR")],
    examples: ["schedule cosine", "schedule cosine warmup=0.1 epochs=20"],
    details:
      "One fall without the paper's restarts. T is the number of steps, so that the last step is still above ηₑ, as in "
      + "PyTorch's CosineAnnealingLR and Keras's CosineDecay. With warmup the first w steps are η₀·(t + 1)/(w + 1) and "
      + "the cosine takes the rest. After T the rate stays at ηₑ.")

  package func pace(at place: SchedulePlace, rate: Double) -> StepPace {
    let climbing = (warmup * Double(place.totalSteps)).rounded()
    let done = place.progress(per) * Double(place.totalSteps)
    if done < climbing { return StepPace(rate: rate * (done + 1) / (climbing + 1)) }
    let share = min(1, (done - climbing) / max(1, Double(place.totalSteps) - climbing))
    return StepPace(rate: end + (rate - end) * (1 + cos(.pi * share)) / 2)
  }
}
