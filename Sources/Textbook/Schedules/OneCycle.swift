import Foundation
import NeuralNet

extension OneCycle: TextbookSchedule {
  // Through four points: the start, the top, the foot of the slope, and the last step of all.
  package func course(_ t: Int, _ training: TextbookCourse, rate: Double) -> StepPace {
    let last = Double(training.steps - 1)
    let points = [
      (t: 0, rate: max / div, momentum: high),
      (t: rise * (last + 1) - 1, rate: max, momentum: low),
      (t: 2 * rise * (last + 1) - 2, rate: max / div, momentum: high),
      (t: last, rate: max / div / finalDiv, momentum: high),
    ]
    let now = min(Double(t), last)
    let next = points.dropFirst().firstIndex { now <= $0.t } ?? 3
    let (from, to) = (points[next - 1], points[next])
    var x = (now - from.t) / (to.t - from.t)
    if shape == .cosine { x = (1 - cos(.pi * x)) / 2 }
    return StepPace(
      rate: (1 - x) * from.rate + x * to.rate, momentum: (1 - x) * from.momentum + x * to.momentum)
  }
}
