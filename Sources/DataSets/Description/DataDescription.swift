import Basis

/// What there is to know about a data set before training on it, as plain values; the lab words them.
package struct DataDescription: Equatable, Sendable {
  package struct PartFacts: Equatable, Sendable {
    package let count: Int
    /// Rows of each class; empty for regression.
    package let classCounts: [Int]
    /// The targets in original units, one entry per target; empty for classification and for an empty part.
    package let targets: [NumberFacts]
    /// Rows whose features are all zero: blank images, or a loading error.
    package let zeroRows: Int
  }

  package let shape: Shape
  package let parts: Parts<PartFacts>
  /// All features of the training part together, in original units.
  package let rawFeatures: NumberFacts
  /// The same after scaling.
  package var scaledFeatures: NumberFacts { scaled.features }
  package var extremes: [Extreme] { scaled.extremes }
  private let scaled: ScaledFacts
  /// Features with one and the same value throughout the training part.
  package let constantFeatures: [String]
  package let missing: MissingValues
  package let duplicates: Duplicates

  package typealias Extreme = ScaledFacts.Extreme

  /// Largest class of the training part over its smallest; nil for regression or where a class is empty.
  package var imbalance: Double? {
    guard let most = parts.train.classCounts.max(), let least = parts.train.classCounts.min(), least > 0
    else {
      return nil
    }
    return Double(most) / Double(least)
  }

  package init(_ data: DataSet) {
    let width = data.shape.count
    shape = data.shape
    missing = data.missing
    parts = Parts(
      train: DataDescription.facts(data, .train), validation: DataDescription.facts(data, .validation),
      test: DataDescription.facts(data, .test))
    let raw = Moments(data.source.features(of: data.rows.train))
    rawFeatures = NumberFacts(all: raw)
    scaled = ScaledFacts(data)
    constantFeatures = (0..<width).filter { raw.minima[$0] == raw.maxima[$0] }.map { data.featureNames[$0] }
    duplicates = Duplicates(data)
  }

  private static func facts(_ data: DataSet, _ part: Part) -> PartFacts {
    let rows = data.rows[part]
    let width = data.shape.count
    let store = data.source.samples.store
    let zeroRows = rows.count { store.isZero(in: $0 * width..<($0 + 1) * width) }
    switch data.source.samples.targets {
    case .classes(let labels, let count):
      var counts = [Int](repeating: 0, count: count)
      for row in rows { counts[Int(labels[row])] += 1 }
      return PartFacts(count: rows.count, classCounts: counts, targets: [], zeroRows: zeroRows)
    case .values(let values, let targets):
      let moments = Moments(FeatureRows(features: values, width: targets, rows: rows))
      let facts = rows.isEmpty ? [] : (0..<targets).map { NumberFacts(moments, feature: $0) }
      return PartFacts(count: rows.count, classCounts: [], targets: facts, zeroRows: zeroRows)
    }
  }
}

/// Range, mean and standard deviation of some numbers.
package struct NumberFacts: Equatable, Sendable {
  package let minimum: Double
  package let maximum: Double
  package let mean: Double
  package let deviation: Double

  init(_ moments: Moments, feature: Int) {
    minimum = Double(moments.minima[feature])
    maximum = Double(moments.maxima[feature])
    mean = moments.means[feature]
    deviation = moments.deviations[feature]
  }

  /// Of all features together: the mean of the means, and the spread within features plus that between them.
  init(all moments: Moments) {
    let total = Double(max(1, moments.counts.reduce(0, +)))
    let weights = moments.counts.map { Double($0) / total }
    let mean = zip(moments.means, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = weights.indices.reduce(0.0) {
      let apart = moments.means[$1] - mean
      return $0 + weights[$1] * (moments.variances[$1] + apart * apart)
    }
    self.mean = mean
    minimum = Double(moments.minima.min() ?? 0)
    maximum = Double(moments.maxima.max() ?? 0)
    deviation = minimum < maximum ? variance.squareRoot() : 0
  }
}
