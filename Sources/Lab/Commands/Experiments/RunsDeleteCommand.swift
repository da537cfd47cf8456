import Basis
import Experiments
import Language

package struct RunsDeleteCommand: Command {
  var chosen = RunSelection()

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let usage = "runs delete RUN …"
  package static let card = Card<RunsDeleteCommand>(
    "runs delete", "Removes recorded runs for good.",
    positions: [Setting("runs", runs: \.chosen, "Which.")],
    examples: ["runs delete 1", "runs delete 1..3"],
    details: "Their numbers are not given again. undo does not bring them back. At a prompt it asks first.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !chosen.isEmpty else {
      throw Problem("runs delete needs the numbers of runs", advice: "runs lists them; runs delete 3")
    }
    // Not the runs themselves: one that cannot be read can be deleted all the same.
    let numbers = try chosen.numbers(in: lab)
    let what = numbers.count == 1 ? "run \(numbers[0])" : numbers.count.counted("run")
    if lab.environment.confirm != nil || lab.lessonDepth > 0 {
      let question = "\(lab.lessonDepth > 0 ? "The lesson wants to delete" : "Delete") \(what) for good?"
      guard lab.environment.confirm?(question) == true else {
        throw Problem("nothing was deleted", advice: lab.lessonDepth > 0 ? "a lesson has to ask" : nil)
      }
    }
    try lab.runLog.delete(numbers)
    var report = Report(line: StyledText("\(what) deleted"))
    report.add(data: "deleted", .list(numbers.map { .integer($0) }))
    return report
  }
}
