import Basis

package struct ConstantRate: WarmingSchedule {
  package var warmup = 0.0

  package init() {}

  package static let card = Card<ConstantRate>(
    "constant", "Leaves the learning rate as the optimizer has it.", formula: "η(t) = η₀",
    settings: [.warmup],
    sources: [
      Source(
        "Robbins & Monro", 1951,
        "Annals of Mathematical Statistics 22: why a rate that never falls never settles exactly")
    ],
    examples: ["schedule constant"], details: "The same as no schedule; for comparisons that name it.")

  package func course(at place: SchedulePlace, rate: Double) -> StepPace { StepPace(rate: rate) }
}
