import NeuralNet

extension WarmUp: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    let age = training.age(t, per)
    return StepPace(rate: age < climb ? rate * (start * (climb - age) + age) / climb : rate)
  }
}
