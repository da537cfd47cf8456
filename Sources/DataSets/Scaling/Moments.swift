/// Mean, variance and extremes of every feature over some rows; two passes in Double. Missing numbers (NaN)
/// are left out.
package struct Moments: Equatable, Sendable {
  package let counts: [Int]
  package let means: [Double]
  /// Σ(x − mean)² / n: the spread of these very numbers, not an estimate of a larger population's.
  package let variances: [Double]
  package let minima: [Float]
  package let maxima: [Float]

  package init(_ source: FeatureRows) {
    let width = source.width
    var counts = [Int](repeating: 0, count: width)
    var sums = [Double](repeating: 0, count: width)
    var squares = sums
    var minima = [Float](repeating: .infinity, count: width)
    var maxima = [Float](repeating: -.infinity, count: width)
    source.features.withUnsafeBufferPointer { features in
      for row in source.rows {
        for column in 0..<width {
          let x = features[row * width + column]
          if x.isNaN { continue }
          counts[column] += 1
          sums[column] += Double(x)
          if x < minima[column] { minima[column] = x }
          if x > maxima[column] { maxima[column] = x }
        }
      }
      for column in 0..<width { sums[column] /= Double(max(1, counts[column])) }
      for row in source.rows {
        for column in 0..<width {
          let x = features[row * width + column]
          if x.isNaN { continue }
          let distance = Double(x) - sums[column]
          squares[column] += distance * distance
        }
      }
    }
    self.counts = counts
    means = sums
    variances = (0..<width).map { squares[$0] / Double(max(1, counts[$0])) }
    self.minima = minima
    self.maxima = maxima
  }

  /// Standard deviations, with 0 for a feature that never changes (rounding in the mean must not invent a
  /// spread).
  package var deviations: [Double] {
    variances.indices.map { minima[$0] < maxima[$0] ? variances[$0].squareRoot() : 0 }
  }
}
