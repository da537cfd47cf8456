import Foundation
import NeuralNet

extension PolynomialDecay: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    let left = pow(1 - training.share(t, per), power)
    return StepPace(rate: rate * left + end * (1 - left))
  }
}
