import Basis

package struct NoScaling: Scaling {
  package init() {}

  package static let card = Card<NoScaling>(
    "none", "Features stay as they are in the file.", formula: "x′ = x", examples: ["scale none"])

  package func fit(_ rows: FeatureRows) -> ScalingFit { .identity(rows.width) }
}
