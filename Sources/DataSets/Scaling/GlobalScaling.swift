import Basis

package struct GlobalScaling: Scaling {
  package init() {}

  package static let card = Card<GlobalScaling>(
    "global", "Every feature loses its own mean, and all share one divisor; the choice for images.",
    formula: "x′ = (x − mean of the feature) / deviation of all features together",
    examples: ["scale global"],
    details: """
      The one deviation is the square root of the mean squared distance of all numbers of the training part \
      from their features' means. Pixels keep their relative sizes, and pixels that are almost always zero \
      stay small.
      """)

  package func fit(_ rows: FeatureRows) -> ScalingFit {
    let moments = Moments(rows)
    let total = zip(moments.variances, moments.counts).reduce(0) { $0 + $1.0 * Double($1.1) }
    let deviation = (total / Double(max(1, moments.counts.reduce(0, +)))).squareRoot()
    let isConstant = moments.deviations.allSatisfy { $0 == 0 }
    return ScalingFit(
      offsets: moments.means, divisors: Array(repeating: isConstant ? 1 : deviation, count: rows.width))
  }
}
