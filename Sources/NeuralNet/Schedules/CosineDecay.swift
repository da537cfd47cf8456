import Basis
import Foundation

package struct CosineDecay: FiniteSchedule, WarmingSchedule {
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
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."), .warmup,
    ],
    sources: [Source("Loshchilov & Hutter", 2016, "arXiv:1608.03983, SGDR")],
    examples: ["schedule cosine", "schedule cosine warmup=1 epochs=20"],
    details:
      "One fall without the paper's restarts. T is the number of steps, so that the last step is still above ηₑ, as in "
      + "PyTorch's CosineAnnealingLR and Keras's CosineDecay. ηₑ is a rate, PyTorch's eta_min; Keras's alpha is a share of η₀. After T the rate stays at ηₑ."
  )

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: end + (rate - end) * (1 + cos(.pi * place.progress(per))) / 2)
  }
}
