import NeuralNet

extension PiecewiseRate: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    let over = boundaries.filter { $0 <= training.age(t, per) }.count
    return StepPace(rate: over < rates.count ? rates[over] : rates.last ?? rate)
  }
}
