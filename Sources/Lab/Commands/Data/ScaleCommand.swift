import Basis
import DataSets
import Language

package struct ScaleCommand: Command {
  var scaling = Pick<any Scaling>.nothing
  var targets: TargetScaling?

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<ScaleCommand>(
    "scale", "Shows or chooses how features are brought to comparable sizes.",
    positions: [Setting("scaling", pick: \.scaling, of: Scalings.family, "Which rule.")],
    settings: [
      Setting(
        "targets", optionalChoice: \.targets, "For regression: whether targets are standardized as well.")
    ],
    examples: ["scale", "scale standard", "scale none"],
    details: """
      Whatever the rule needs to know (means, deviations, extremes) is taken from the training part alone: what \
      validation and test part look like must not leak into training. A network's weights stay as they are.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var data = try lab.needData()
    if case .item(let scaling) = scaling {
      data = try data.scaled(by: scaling, targets: targets)
    } else if targets != nil {
      data = try data.scaled(by: data.scaling, targets: targets)
    }
    if targets != nil, data.task.isClassification {
      throw Problem(
        "\(data.name) has classes, and classes are not scaled", advice: "scale \(data.scaling.name)")
    }
    let facts = ScaledFacts(data)
    let reach = facts.extremes.first
    var report = Report()
    var line = "\(data.name): \(data.scaling.notation) · \(Numbers.short(facts.features.minimum)) … "
    line +=
      "\(Numbers.short(facts.features.maximum)), mean \(Numbers.fixed(facts.features.mean, 2)), "
    line += "deviation \(Numbers.short(facts.features.deviation))"
    report.add(line: StyledText(line))
    if let reach, abs(reach.scaled) > Thresholds.outlier.value {
      report.say(
        StyledText(
          "\(reach.feature) reaches \(Numbers.short(reach.scaled)) after scaling (\(Numbers.short(reach.raw)) as "
            + "loaded); beyond \(Numbers.short(Thresholds.outlier.value)) single samples can dominate the gradient."
        ))
    }
    report.add(data: "scaling", .text(data.scaling.notation))
    report.add(data: "minimum", .number(facts.features.minimum))
    report.add(data: "maximum", .number(facts.features.maximum))
    if case .nothing = scaling, targets == nil { return report }
    lab.state.data = data
    return report
  }
}
