import Basis
import Foundation

/// The learning-rate range test: steps with an ever larger rate, and the loss of each batch before its update.
package struct RangeTest: Sendable, Codable {
  package struct Point: Equatable, Sendable, Codable {
    package var rate: Double
    /// Of this batch alone.
    package var loss: Double
    /// Mean over the neighbouring batches on both sides, so that it lags behind in neither direction.
    package var smoothed: Double
  }

  package enum Ending: String, Sendable, Codable {
    /// All steps were made.
    case completed
    /// The loss rose far above its best, or stopped being a number.
    case exploded
    case interrupted
  }

  package var points: [Point]
  package var ending: Ending

  /// Where the smoothed loss is least.
  package var least: Point? { points.min { $0.smoothed < $1.smoothed } }

  /// Whether the loss was least at the end of what was tried, so that the best rate may lie beyond it.
  package var isLeastAtTheEnd: Bool {
    guard ending == .completed, let least, let last = points.last else { return false }
    return least.rate >= last.rate * 0.8
  }

  init(losses: [(rate: Double, loss: Double)], ending: Ending) {
    self.ending = ending
    let reach = max(1, losses.count / 50)
    points = losses.indices.map { index in
      let near = losses[max(0, index - reach)...min(losses.count - 1, index + reach)]
      let mean = near.reduce(0) { $0 + $1.loss } / Double(near.count)
      return Point(rate: losses[index].rate, loss: losses[index].loss, smoothed: mean)
    }
  }
}

extension Engine {
  /// Trains a copy; `model` stays as it is. `listen` returns false to stop.
  package func rangeTest(
    _ model: Model, on training: Samples, batch: Int, steps: Int, from: Double, to: Double,
    pictures: Pictures? = nil,
    listen: () -> Bool
  ) throws -> RangeTest {
    guard from > 0, from < to, to.isFinite, steps > 1 else {
      throw Problem(
        "a range test goes up from a rate above 0 in at least 2 steps, got \(Numbers.short(from)) to "
          + "\(Numbers.short(to)) in \(steps)",
        advice: "lr-find from=1e-5 to=10")
    }
    var copy = model
    let growth = GrowingRate(from: from, to: to, steps: steps)
    copy.schedule = growth
    var losses: [(rate: Double, loss: Double)] = []
    var hasExploded = false
    let outcome = try train(
      &copy, on: training, validation: nil, plan: TrainingPlan(epochs: .max, batch: batch, steps: steps),
      pictures: pictures
    ) { event in
      guard case .step(_, _, _, let loss, _) = event else { return true }
      losses.append((growth.rate(losses.count), loss))
      hasExploded = Engine.explodes(losses.map(\.loss))
      return !hasExploded && listen()
    }
    switch outcome.ending {
    case .diverged: return RangeTest(losses: losses, ending: .exploded)
    case .completed: return RangeTest(losses: losses, ending: hasExploded ? .exploded : .completed)
    case .interrupted: return RangeTest(losses: losses, ending: hasExploded ? .exploded : .interrupted)
    }
  }

  /// Whether the mean of the last five losses is four times the best such mean so far, and above the first.
  private static func explodes(_ losses: [Double]) -> Bool {
    let width = 5
    guard losses.count > 2 * width else { return false }
    func mean(_ end: Int) -> Double { losses[end - width..<end].reduce(0, +) / Double(width) }
    let best = (width...losses.count).map(mean).min() ?? 0
    return mean(losses.count) > max(4 * best, mean(width))
  }
}

/// η(t) = a·(b/a)^(t/(n − 1)): the same factor from step to step.
private struct GrowingRate: Schedule {
  var from = 1e-5
  var to = 10.0
  var steps = 300

  init() {}
  init(from: Double, to: Double, steps: Int) { (self.from, self.to, self.steps) = (from, to, steps) }

  static let card = Card<GrowingRate>("growing", "For the range test.")

  func rate(_ step: Int) -> Double { from * pow(to / from, Double(step) / Double(max(1, steps - 1))) }
  func course(at place: SchedulePlace, rate: Double) -> StepPace { StepPace(rate: self.rate(place.step)) }
}
