import NeuralNet

extension Plateau: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    var (now, best, idle, rest) = (rate, Double.infinity, 0, 0)
    for loss in training.losses {
      let improves = loss < best - minDelta
      if improves { best = loss }
      idle = improves || rest > 0 ? 0 : idle + 1
      rest = max(0, rest - 1)
      guard idle == patience else { continue }
      (now, idle, rest) = (max(now * factor, min(least, rate)), 0, cooldown)
    }
    return StepPace(rate: now)
  }
}
