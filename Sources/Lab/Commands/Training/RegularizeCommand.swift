import Basis
import Language
import NeuralNet

package struct RegularizeCommand: Command {
  var regularizer = Pick<any Regularizer>.nothing

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<RegularizeCommand>(
    "regularize", "Shows or chooses what keeps weights small while training goes on.",
    positions: [
      Setting("regularizer", pick: \.regularizer, of: Regularizers.family, or: ["off"], "Which one.")
    ],
    examples: ["regularize l2 0.001", "regularize max-norm 3", "regularize", "regularize off"],
    details: """
      Several may act together: each command adds one, or gives one that is there already new settings; off takes all \
      away. They act on weights alone, never on biases or normalization. Losses are reported without the penalty, so \
      that networks with and without it can be compared; train says what the penalty adds.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch regularizer {
    case .nothing: break
    case .word: lab.state.use([any Regularizer]())
    case .item(let item):
      lab.state.use(lab.state.regularizers.adding(item) { $0.name })
    }
    let all = lab.state.regularizers
    var report = Report(
      line: StyledText(
        all.isEmpty ? "regularize off" : "regularize " + all.map(\.notation).joined(separator: " · ")))
    report.add(data: "regularizers", .list(all.map { .text($0.notation) }))
    return report
  }
}
