import CKernels

/// Summary of a set of numbers; reductions in Double, of sums of at most sixteen floats.
package struct TensorStatistics: Equatable, Sendable {
  /// Of finite numbers.
  package var count = 0
  package var meanAbsolute = 0.0
  package var mean = 0.0
  /// √ of the mean squared deviation from the mean.
  package var deviation = 0.0
  /// Euclidean.
  package var norm = 0.0
  package var minimum = 0.0
  package var maximum = 0.0
  /// Share of exact zeros, 0…1.
  package var zeroFraction = 0.0
  /// Numbers that are NaN or infinite; they are left out of all other figures.
  package var notFinite = 0

  package init() {}

  package init(_ numbers: [Float]) {
    self = numbers.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return TensorStatistics() }
      return TensorStatistics(of: start, at: [0..<buffer.count])
    }
  }

  /// Of several stretches of one buffer, taken together.
  init(of numbers: UnsafePointer<Float>, at ranges: [Range<Int>]) {
    var summary = ck_summary()
    for range in ranges { ck_summarize(range.count, numbers + range.lowerBound, &summary) }
    self.init(summary)
  }

  init(_ summary: ck_summary) {
    count = summary.count
    notFinite = summary.notFinite
    guard count > 0 else { return }
    let divisor = Double(count)
    meanAbsolute = summary.sumAbsolute / divisor
    mean = summary.mean
    deviation = (summary.squaredDeviations / divisor).squareRoot()
    norm = summary.sumSquares.squareRoot()
    minimum = Double(summary.minimum)
    maximum = Double(summary.maximum)
    zeroFraction = Double(summary.zeros) / divisor
  }
}
