import Basis
import Language
import NeuralNet

package struct OptimizerCommand: Command {
  var optimizer = Pick<any Optimizer>.nothing
  var rate: Double?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<OptimizerCommand>(
    "optimizer", "Shows or chooses how gradients become steps.",
    positions: [Setting("optimizer", pick: \.optimizer, of: Optimizers.family, "Which one.")],
    settings: [
      Setting(
        "lr", optional: \.rate, in: .notNegative, "Step size; alone it changes the present optimizer's.")
    ],
    examples: ["optimizer", "optimizer adam beta1=0.8", "optimizer momentum lr=0.05", "optimizer lr=0.01"],
    details: """
      Another kind of optimizer begins with an empty memory; new settings of the same kind keep it. Every optimizer's \
      settings, formula and source: help NAME.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if case .item(let optimizer) = optimizer { lab.state.use(optimizer) }
    if let rate {
      var changed: any Item = lab.state.optimizer
      try changed.set("lr", to: .number(rate))
      guard let optimizer = changed as? any Optimizer else {
        preconditionFailure("\(changed.name) changed its kind")
      }
      lab.state.use(optimizer)
    }
    let optimizer = lab.state.optimizer
    let settings = optimizer.values.map { "\($0.name)=\($0.value.literal)" }.joined(separator: " ")
    var report = Report(StyledText("optimizer \(optimizer.name) \(settings)"))
    report.add(data: "optimizer", .text(optimizer.name))
    report.add(
      data: "settings",
      .object(Dictionary(uniqueKeysWithValues: optimizer.values.map { ($0.name, $0.value.json) })))
    return report
  }
}
