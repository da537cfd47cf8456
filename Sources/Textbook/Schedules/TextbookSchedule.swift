import NeuralNet

/// A schedule as its paper writes it: from the number of the step alone.
package protocol TextbookSchedule: Schedule {
  /// What step t of a course uses, warm-up left aside.
  func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace
}

/// A training since its schedule was chosen.
package struct TextbookCourse {
  package var stepsPerEpoch: Int
  package var epochs: Int
  /// Of validation, one for each epoch that is over.
  package var losses: [Double] = []

  package init(stepsPerEpoch: Int, epochs: Int) {
    (self.stepsPerEpoch, self.epochs) = (stepsPerEpoch, epochs)
  }

  package var steps: Int { epochs * stepsPerEpoch }

  /// Epochs that are over at step t; within an epoch they grow only where the schedule looks at every step.
  func age(_ t: Int, _ per: Per) -> Double {
    per == .epoch ? Double(t / stepsPerEpoch) : Double(t) / Double(stepsPerEpoch)
  }

  /// The share of the whole that is over.
  func share(_ t: Int, _ per: Per) -> Double { min(1, age(t, per) / Double(epochs)) }
}

extension TextbookSchedule {
  /// Steps are counted from 0. A climb of w epochs has w·S steps and ends with the first whole rate after them.
  package func pace(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    var pace = course(t, training, rate: rate)
    let climb = warmup * Double(training.stepsPerEpoch)
    if Double(t) < climb { pace.rate *= Double(t + 1) / (climb + 1) }
    return pace
  }
}
