import Basis
import Experiments
import Language

package struct RunsShowCommand: Command {
  var number: Int?

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let card = Card<RunsShowCommand>(
    "runs show", "Shows everything that was recorded of one run.",
    positions: [
      Setting("number", optional: \.number, in: RunSelection.numbers, "Which; otherwise the latest.")
    ],
    examples: ["runs show", "runs show 1"],
    details: """
      The gradients are those of one batch after the training. The script repeats the run in a fresh lab, with the same \
      digest if the program's version is the same.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let wanted = try number.map { [$0] } ?? lab.runs(RunFilter(last: 1)).compactMap(\.number)
    guard let run = lab.runLog.isThere ? try lab.runLog.runs(wanted).first : nil else {
      throw number.map {
        Problem("there is no run \($0)", advice: "runs lists them with their numbers")
      } ?? RunSelection.nothing
    }
    let continued = try run.continues.map { key in try lab.runLog.number(ofKey: key) }
    return RunReport(run, continued: continued).report
  }
}
