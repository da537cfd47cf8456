/// Where the true mean lies, with the confidence it was made for. Both ends belong to it.
package struct Interval: Equatable, Codable, Sendable {
  package let lower: Double
  package let upper: Double

  package init(_ lower: Double, _ upper: Double) {
    precondition(lower <= upper, "interval \(lower)…\(upper)")
    self.lower = lower
    self.upper = upper
  }
}

extension Sample {
  /// The confidence of every interval that is shown.
  package static let confidence = 0.95

  /// Student's interval around the mean; nil for fewer than two values and for numbers that are none. Values without
  /// any spread give an interval of one point.
  package func interval(confidence: Double = Sample.confidence) -> Interval? {
    guard count > 1, isFinite else { return nil }
    let (mean, error) = (mean, standardError)
    guard mean.isFinite, error.isFinite else { return nil }
    let reach = error * StudentT(degreesOfFreedom: Double(count - 1)).quantile(0.5 + confidence / 2)
    return Interval(mean - reach, mean + reach)
  }
}
