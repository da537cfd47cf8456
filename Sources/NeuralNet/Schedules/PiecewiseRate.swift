import Basis

package struct PiecewiseRate: WarmingSchedule {
  package var boundaries: [Double] = [5, 10]
  package var rates: [Double] = [0.1, 0.01, 0.001]
  package var per = Per.epoch
  package var warmup = 0.0

  package init() {}

  package static let card = Card<PiecewiseRate>(
    "piecewise", "Gives every stretch of training a rate of its own.",
    formula: "η(e) = r₁ for e < b₁, r₂ for b₁ ≤ e < b₂, …",
    settings: [
      Setting("at", list: \.boundaries, in: .closed(0...1e9), "b: epochs at which the rate changes, rising."),
      Setting("rates", list: \.rates, in: .closed(0...1e6), "r: the rates, one more than the boundaries."),
      Setting("per", choice: \.per, "step: e counts parts of epochs as well."), .warmup,
    ],
    sources: [Source("Keras", 2024, "keras.io, PiecewiseConstantDecay")],
    examples: ["schedule piecewise at=[5, 10] rates=[0.1, 0.01, 0.001]"],
    details:
      "The rates are rates and not factors: the optimizer's lr does not count. Keras keeps the former rate at the "
      + "boundary itself; here, as in PyTorch's MultiStepLR, the new one begins with it. Where rates are missing the last "
      + "one stays. e counts from when the schedule was chosen and goes on through trainings.")

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    let age = place.age(per)
    var piece = 0
    for boundary in boundaries where age >= boundary { piece += 1 }
    return StepPace(rate: rates.isEmpty ? rate : rates[min(piece, rates.count - 1)])
  }
}

extension Setting {
  /// One number or a list of at most a thousand.
  package init(
    _ name: String, list path: WritableKeyPath<Root, [Double]> & Sendable, in bounds: Bounds,
    _ summary: String
  ) {
    let kind = Kind.number(bounds, unit: nil)
    self.init(
      name, kind: .any, summary, get: { .list($0[keyPath: path].map { .number($0) }) },
      set: { root, value in
        let values: [Value] = if case .list(let values) = value { values } else { [value] }
        guard (1...1000).contains(values.count) else {
          throw Problem(
            "\(name) takes a list of numbers, got \(value.literal)",
            advice: "for example: \(name)=[0.1, 0.01]")
        }
        root[keyPath: path] = try values.map { try kind.number($0, for: name) }
      })
  }
}
