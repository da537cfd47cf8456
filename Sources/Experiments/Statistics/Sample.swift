import Basis

/// Numbers that were measured under the same conditions, one per seed.
package struct Sample: Equatable, Sendable {
  package let values: [Double]

  package init(_ values: [Double]) { self.values = values }

  package var count: Int { values.count }
  package var isFinite: Bool { values.allSatisfy(\.isFinite) }

  /// NaN for no values, and wherever a value is NaN.
  package var mean: Double {
    guard let first = values.first else { return .nan }
    // Differences to the first value: equal values have exactly that mean, be it infinite, and huge ones do not overflow
    // in the sum.
    let scale = Double(count)
    return first + values.reduce(0) { $0 + ($1 == first ? 0 : ($1 - first) / scale) }
  }

  /// With n − 1 in the denominator: the spread of the population, estimated. NaN for fewer than two values.
  package var deviation: Double {
    let mean = mean
    guard count > 1, mean.isFinite else { return .nan }
    let largest = values.reduce(0) { max($0, abs($1 - mean)) }
    guard largest > 0, largest.isFinite else { return largest == 0 ? 0 : .nan }
    let squares = values.reduce(0) { $0 + (($1 - mean) / largest) * (($1 - mean) / largest) }
    return largest * (squares / Double(count - 1)).squareRoot()
  }

  /// How far the mean itself is off: deviation / √n.
  package var standardError: Double { deviation / Double(count).squareRoot() }
}
