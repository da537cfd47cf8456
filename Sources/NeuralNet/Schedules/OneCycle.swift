import Basis
import Foundation

package struct OneCycle: FiniteSchedule {
  package var max = 0.1
  package var div = 10.0
  package var finalDiv = 1000.0
  package var rise = 0.45
  package var shape = Shape.linear
  package var high = 0.95
  package var low = 0.85
  package var epochs = 0

  package enum Shape: String, CaseIterable, Sendable { case linear, cosine }

  package init() {}

  package static let card = Card<OneCycle>(
    "onecycle", aliases: ["1cycle"],
    "One climb to a high rate and back, then a short tail of tiny steps; momentum goes the other way.",
    formula: "η: max/d → max → max/d → max/(d·q);  β: high → low → high → high",
    settings: [
      Setting("max", \.max, in: .closed(0...1e6), "The rate at the top; lr-find suggests one."),
      Setting("div", \.div, in: .closed(1...1e9), "d: the first rate is max/d."),
      Setting("final-div", \.finalDiv, in: .closed(1...1e12), "q: the last rate is max/(d·q)."),
      Setting(
        "rise", \.rise, in: .closed(0.01...0.5), "Share of the steps that climb, and that come back down."),
      Setting("shape", choice: \.shape, "Straight lines, or half cosines."),
      Setting("high", \.high, in: .rateBelowOne, "Momentum where the rate is low."),
      Setting("low", \.low, in: .rateBelowOne, "Momentum where the rate is high."), .epochs,
    ],
    sources: [
      Source("Smith & Topin", 2017, "arXiv:1708.07120, Super-convergence"),
      Source("Smith", 2018, "arXiv:1803.09820, A disciplined approach to neural network hyper-parameters"),
    ],
    examples: ["schedule onecycle max=0.1", "schedule onecycle max=0.01 shape=cosine epochs=20"],
    details:
      "The very last step of the last epoch has the final rate, a smaller last batch included, and nothing wraps round. "
      + "Momentum reaches β of momentum and nesterov and β₁ of adam, adamw, adamax and nadam; sgd has none. The rates are "
      + "those of PyTorch's OneCycleLR with three_phase=True and this rise as pct_start (its own default: two phases, "
      + "cosine, d = 25, q = 10,000, 0.3). The paper has d = 10 and momentum 0.95 to 0.85. The optimizer's lr does not count."
  )

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    let total = Double(place.totalSteps)
    let step = min(Double(place.step), total - 1)
    let low = self.max / div
    // The last step of each part; the last part ends with the last step of all.
    let top = rise * total - 1
    let back = 2 * rise * total - 2
    if step <= top {
      return pace(share(step, 0, top), from: (low, high), to: (self.max, self.low))
    } else if step <= back {
      return pace(share(step, top, back), from: (self.max, self.low), to: (low, high))
    }
    return pace(share(step, back, total - 1), from: (low, high), to: (low / finalDiv, high))
  }

  private func share(_ step: Double, _ start: Double, _ end: Double) -> Double {
    end > start ? (step - start) / (end - start) : 1
  }

  private func pace(
    _ share: Double, from: (rate: Double, momentum: Double), to: (rate: Double, momentum: Double)
  ) -> StepPace {
    let share = shape == .cosine ? (1 - cos(.pi * share)) / 2 : share
    return StepPace(
      rate: from.rate + share * (to.rate - from.rate),
      momentum: from.momentum + share * (to.momentum - from.momentum))
  }
}
