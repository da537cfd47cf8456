import Basis
import Language
import NeuralNet

package struct LossCommand: Command {
  var loss = Pick<any Loss>.nothing

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<LossCommand>(
    "loss", "Shows or chooses what training makes small.",
    positions: [
      Setting("loss", pick: \.loss, of: Losses.family, or: ["auto"], "Which one; auto leaves it to the data.")
    ],
    examples: ["loss", "loss cross-entropy", "loss huber delta=2", "loss auto"],
    details:
      "Unless you choose, data with classes gets cross-entropy and data with numbers mean-squared-error.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch loss {
    case .nothing: break
    case .word:
      lab.state.loss = nil
      try lab.proposeLoss()
    case .item(let loss):
      lab.state.loss = loss
      lab.state.model?.loss = loss
    }
    guard let current = lab.state.loss ?? lab.state.model?.loss else {
      var report = Report("No loss is chosen; the data will propose one.")
      report.add(data: "loss", .null)
      return report
    }
    let origin = lab.state.loss == nil ? "   (proposed by the data)" : ""
    var report = Report(line: StyledText("loss \(current.notation)\(origin)"))
    report.add(data: "loss", .text(current.notation))
    if let model = lab.state.model, let data = lab.state.data, !model.network.blocks.isEmpty {
      do {
        try model.check(data.targets(of: .train))
      } catch let problem as Problem {
        report.say(StyledText("It does not fit yet: ", .warning) + StyledText(problem.message))
      }
    }
    return report
  }
}
