import Foundation
import NeuralNet

extension InverseTimeDecay: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    StepPace(rate: rate * pow(after / (after + training.age(t, per)), power))
  }
}
