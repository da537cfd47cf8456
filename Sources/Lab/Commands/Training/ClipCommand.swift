import Basis
import Language
import NeuralNet

package struct ClipCommand: Command {
  var clipping = Pick<any Clipping>.nothing

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<ClipCommand>(
    "clip", "Limits gradients before the optimizer sees them, or says how often that happened.",
    positions: [Setting("clipping", pick: \.clipping, of: Clippings.family, or: ["off"], "Which limit.")],
    examples: ["clip norm 1", "clip value 0.5", "clip global-norm 5", "clip", "clip off"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch clipping {
    case .nothing: break
    case .word: lab.state.use(Optional<any Clipping>.none)
    case .item(let clipping): lab.state.use(clipping)
    }
    let text = lab.state.clipping?.notation ?? "off"
    var report = Report(line: StyledText("clip \(text)"))
    report.add(data: "clip", .text(text))
    if case .nothing = clipping, let summary = lab.state.training.clipping {
      ClipCommand.add(summary, to: &report)
    }
    return report
  }

  /// How often clipping fired and how much length it removed.
  static func add(_ summary: ClippingSummary, to report: inout Report) {
    let share = Double(summary.fired) / Double(max(1, summary.steps))
    var line =
      "clipping fired in \(Numbers.grouped(summary.fired)) of \(Numbers.grouped(summary.steps)) steps"
    line += " (\(Numbers.percent(share, decimals: 0)))"
    if summary.fired > 0 {
      line += ", removing \(Numbers.percent(summary.removedFraction, decimals: 0)) of the length"
    }
    report.say(StyledText("\(line); largest norm \(Numbers.short(summary.largestNorm))"))
    report.add(
      data: "clipping",
      .object([
        "steps": .integer(summary.steps), "fired": .integer(summary.fired),
        "removed": .number(summary.removedFraction), "largest": .number(summary.largestNorm),
      ]))
  }
}
