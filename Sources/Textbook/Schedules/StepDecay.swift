import NeuralNet

extension StepDecay: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    // One more factor for every stair that is over.
    let stairs = Int(training.age(t, per) / every)
    return StepPace(rate: (0..<stairs).reduce(rate) { lower, _ in lower * factor })
  }
}
