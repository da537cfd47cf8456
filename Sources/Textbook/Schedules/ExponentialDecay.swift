import Foundation
import NeuralNet

extension ExponentialDecay: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    StepPace(rate: rate * exp(log(factor) * training.age(t, per) / every))
  }
}
