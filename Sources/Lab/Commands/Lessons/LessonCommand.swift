import Basis
import Language
import Lessons

package struct LessonCommand: Command {
  var which = ""
  var restarts = false
  var isFull = false

  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<LessonCommand>(
    "lesson", "Opens a lesson, where you left off.",
    positions: [Setting("lesson", \.which, "Its number, the beginning of its name, or a file.")],
    settings: [
      Setting("restart", \.restarts, "Begin at the beginning."),
      Setting("full", \.isFull, "The full study, where a lesson has one: it may take hours."),
    ],
    examples: ["lesson", "lesson 1", "lesson 1 restart=on"],
    details: """
      Enter on an empty line goes on. Between two steps any command may be typed; the next Enter brings the lab back to \
      where the lesson was. The lab starts afresh with a lesson, and undo brings back your own work.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "lesson" ? lab.library.names : []
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if which.isEmpty {
      guard let run = lab.player?.run else {
        throw Problem("no lesson is open", advice: "lessons lists them, lesson 1 opens the first")
      }
      var report = Report(
        StyledText(
          "Lesson \(run.lesson.number), \(run.lesson.title): step \(run.step.number) of \(run.step.of). Enter goes on."
        ))
      report.add(data: "lesson", .text(run.lesson.name))
      report.add(data: "step", .integer(run.step.number))
      return report
    }
    guard lab.lessonDepth == 0 else { throw Problem("a lesson cannot open another one") }
    let lesson = try lab.library.lesson(which)
    let progress = restarts ? LessonProgress() : lab.savedProgress()[lesson.name] ?? LessonProgress()
    if isFull, let seconds = lesson.frontMatter.fullSeconds {
      let report = Report("The full study: about \(Numbers.duration(seconds)) of computing on two cores.")
      lab.emit(report, of: "lesson")
    }
    try lab.open(lesson, resuming: progress, isFull: isFull)
    return .silent
  }
}
