import Basis

package struct ConstantRate: Schedule {
  package init() {}

  package static let card = Card<ConstantRate>(
    "constant", "Leaves the learning rate as the optimizer has it.", formula: "η(t) = η₀",
    sources: [
      Source(
        "Robbins & Monro", 1951,
        "Annals of Mathematical Statistics 22: why a rate that never falls never settles exactly")
    ],
    examples: ["schedule constant"], details: "The same as no schedule; for comparisons that name it.")

  package func pace(at place: SchedulePlace, rate: Double) -> StepPace { StepPace(rate: rate) }
}
