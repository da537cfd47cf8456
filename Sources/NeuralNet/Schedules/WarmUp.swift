import Basis

package struct WarmUp: Schedule {
  package var climb = 5.0
  package var start = 0.1
  package var per = Per.step

  package init() {}

  package static let card = Card<WarmUp>(
    "warmup", "Begins with a small rate and climbs to the full one in a straight line, then stays.",
    formula: "η(e) = η₀·min(1, a + (1 − a)·e/k)",
    positions: [Setting("climb", \.climb, in: .closed(1e-6...1e6), unit: "epochs", "k: epochs of climbing.")],
    settings: [
      Setting("start", \.start, in: .fraction, "a: the share of the rate to begin with."),
      Setting("per", choice: \.per, "epoch: the rate changes at the beginning of epochs only."),
    ],
    sources: [
      Source("Goyal, Dollár, Girshick et al.", 2017, "arXiv:1706.02677, Accurate, large minibatch SGD: 2.2")
    ],
    examples: ["schedule warmup 5", "schedule warmup 2 start=0.01"],
    details:
      "The paper climbs for 5 epochs from η₀/k for k workers. PyTorch's LinearLR is the same with a = 1/3 over 5 epochs. "
      + "For a climb followed by a fall: schedule cosine warmup=1, schedule step warmup=1 and so on, or schedule onecycle."
  )

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: rate * min(1, start + (1 - start) * place.age(per) / climb))
  }
}
