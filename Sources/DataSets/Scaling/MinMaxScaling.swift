import Basis

package struct MinMaxScaling: Scaling {
  package init() {}

  package static let card = Card<MinMaxScaling>(
    "minmax", "Every feature is stretched to 0…1.",
    formula: "x′ = (x − minimum of the feature) / (maximum − minimum)",
    examples: ["scale minmax"],
    details: """
      Minimum and maximum are those of the training part, so validation and test samples can fall a little \
      outside 0…1. A constant feature becomes 0. All outputs are positive, which makes the first layer's \
      gradients share their sign: standard usually trains faster.
      """)

  package func fit(_ rows: FeatureRows) -> ScalingFit {
    let moments = Moments(rows)
    let spans = zip(moments.minima, moments.maxima).map { Double($1) - Double($0) }
    return ScalingFit(
      offsets: moments.minima.map { $0.isFinite ? Double($0) : 0 },
      divisors: spans.map { $0 > 0 && $0.isFinite ? $0 : 1 })
  }
}
