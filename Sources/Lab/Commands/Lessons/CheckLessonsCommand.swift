import Basis
import Language
import Lessons

package struct CheckLessonsCommand: Command {
  var path = ""

  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<CheckLessonsCommand>(
    "check lessons", "Proves lessons without a human: solutions must pass, wrong answers must fail.",
    positions: [
      Setting("path", \.path, kind: .file, "A lesson file or a folder; all lessons if none is given.")
    ],
    examples: ["check lessons"],
    details: "Each lesson runs in a lab of its own, so yours stays as it is.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard lab.lessonDepth == 0 else { throw Problem("a lesson cannot check lessons") }
    let paths = path.isEmpty ? lab.library.entries.map(\.file) : [path]
    guard !paths.isEmpty else { throw Problem("no lessons were found", advice: "check lessons FOLDER") }
    var (report, code) = try LessonCheck.run(paths, in: lab.environment, watching: WatchedOutput(lab.output))
    if code != 0 { report.problem = Problem("some lessons do not hold", kind: .expectation) }
    return report
  }
}
