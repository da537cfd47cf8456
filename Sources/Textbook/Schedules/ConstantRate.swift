import NeuralNet

extension ConstantRate: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    StepPace(rate: rate)
  }
}
