import Basis

package struct StandardScaling: Scaling {
  package init() {}

  package static let card = Card<StandardScaling>(
    "standard",
    "Every feature gets mean 0 and standard deviation 1, so that no unit of measurement dominates.",
    formula: "x′ = (x − mean of the feature) / deviation of the feature",
    examples: ["scale standard"],
    details: """
      Mean and deviation are those of the training part; a constant feature only loses its mean. Images with \
      pixels that are almost always zero fare badly: a tiny deviation turns the rare stroke into an outlier \
      of dozens of deviations. Take global for them.
      """)

  package func fit(_ rows: FeatureRows) -> ScalingFit {
    let moments = Moments(rows)
    return ScalingFit(offsets: moments.means, divisors: moments.deviations.map { $0 > 0 ? $0 : 1 })
  }
}
