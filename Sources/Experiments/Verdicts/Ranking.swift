import Basis

/// Which of several variants is best, as far as their seeds can tell.
package struct Ranking: Equatable, Sendable {
  /// The index of the best mean; nil where no variant gave numbers.
  package let best: Int?
  /// Whether its interval against every other one excludes equality.
  package let isClear: Bool
  /// Those that cannot be told from the best, in order.
  package let rivals: [Int]

  /// - Parameter samples: one number a seed for each variant, in the same order of seeds.
  package init(_ samples: [Sample], higherIsBetter: Bool) {
    let means = samples.map { $0.isFinite ? $0.mean : .nan }
    let order = means.indices.filter { means[$0].isFinite }
      .sorted { higherIsBetter ? means[$0] > means[$1] : means[$0] < means[$1] }
    guard let best = order.first else {
      (self.best, isClear, rivals) = (nil, false, [])
      return
    }
    let sign = higherIsBetter ? 1.0 : -1.0
    let rivals = order.dropFirst().filter { other in
      let lead = zip(samples[best].values, samples[other].values).map { sign * ($0 - $1) }
      return IntervalTest(Sample(lead), Limit(.above, 0)).verdict != .reproduced
    }
    self.best = best
    self.rivals = rivals.sorted()
    isClear = rivals.isEmpty && order.count > 1
  }
}
