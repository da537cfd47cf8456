import Basis

/// Judges a claim about a mean: reproduced if the whole interval satisfies it, contradicted if none of it does.
package struct IntervalTest: Equatable, Sendable {
  /// One number per seed: a measure, or the difference of two that share the seed.
  package let sample: Sample
  package let limit: Limit
  /// Nil for one seed, and where a number is none.
  package let interval: Interval?
  package let verdict: Verdict
  /// Whether the mean alone satisfies the claim.
  package let leans: Bool

  package init(_ sample: Sample, _ limit: Limit) {
    self.sample = sample
    self.limit = limit
    interval = sample.interval()
    verdict = interval.map(limit.verdict) ?? .undecided
    leans = limit.contains(sample.mean)
  }

  /// One number decides nothing; it can only lean.
  package var isProvisional: Bool { sample.count == 1 && sample.isFinite }

  /// Numbers that are none: their runs diverged, or something was divided by nothing.
  package var lost: Int { sample.values.count { !$0.isFinite } }

  /// Cohen's d of the differences, from `origin`: how many standard deviations the mean lies away. Nil where there is
  /// no spread to measure it in.
  package func effectSize(from origin: Double) -> Double? {
    guard interval != nil, sample.deviation > 0 else { return nil }
    let size = (sample.mean - origin) / sample.deviation
    return size.isFinite ? size : nil
  }
}
