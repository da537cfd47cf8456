import Basis

/// What the training part looks like after scaling.
package struct ScaledFacts: Equatable, Sendable {
  /// All features together.
  package let features: NumberFacts
  /// The features that reach farthest from 0, farthest first; at most `listed`.
  package let extremes: [Extreme]

  package struct Extreme: Equatable, Sendable {
    package let feature: String
    /// The training part's value farthest from 0, scaled.
    package let scaled: Double
    /// The same value in original units.
    package let raw: Double
  }

  /// How many `extremes` are kept.
  static let listed = 5

  package init(_ data: DataSet) {
    let moments = Moments(FeatureRows(data.train))
    features = NumberFacts(all: moments)
    let reach = zip(moments.maxima, moments.minima).map { abs($0) >= abs($1) ? $0 : $1 }
    let farthest = reach.indices.sorted { (abs(reach[$0]), $1) > (abs(reach[$1]), $0) }
    extremes = farthest.prefix(ScaledFacts.listed).map {
      Extreme(
        feature: data.featureNames[$0], scaled: Double(reach[$0]),
        raw: data.scalingFit.original(Double(reach[$0]), feature: $0))
    }
  }
}
