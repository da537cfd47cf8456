import Foundation
import NeuralNet

extension CosineDecay: TextbookSchedule {
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    // ½(1 + cos πx) = cos²(πx/2)
    let left = cos(training.share(t, per) * .pi / 2)
    return StepPace(rate: rate * left * left + end * (1 - left * left))
  }
}
