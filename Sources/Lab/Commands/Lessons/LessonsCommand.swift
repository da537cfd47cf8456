import Basis
import Language
import Lessons

package struct LessonsCommand: Command {
  package init() {}

  package static let group = CommandGroup.lessons
  package static let role = CommandRole.session
  package static let card = Card<LessonsCommand>(
    "lessons", "Lists the lessons and how far you have come in each.", examples: ["lessons"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let library = lab.library
    guard !library.entries.isEmpty else {
      return Report("No lessons were found. lesson FILE opens one by its path.")
    }
    let progress = lab.savedProgress()
    var table = Table(
      "lessons",
      [
        .init("number", ""), .init("title", "lesson", .left), .init("name", "name", .left, dispensability: 1),
        .init("minutes", "minutes"), .init("state", "", .left),
      ])
    var unreadable: [String] = []
    for entry in library.entries {
      do {
        let lesson = try Lesson(file: entry.file)
        let run = LessonRun(lesson, resuming: progress[entry.name] ?? LessonProgress())
        table.append(
          .integer(entry.number), .text(lesson.title), .text(entry.name, .name),
          .short(lesson.frontMatter.minutes), state(progress[entry.name], run))
      } catch let problem as Problem {
        table.append(
          .integer(entry.number), .text("(cannot be read)", .bad), .text(entry.name), .absent, .text(""))
        unreadable.append("\(entry.file): \(problem.message)")
      }
    }
    var report = Report()
    report.add(table)
    for text in unreadable { report.say(StyledText(text)) }
    report.say("lesson NUMBER opens one; Enter goes on in it, and any command may be typed in between.")
    return report
  }

  private func state(_ progress: LessonProgress?, _ run: LessonRun) -> Table.Cell {
    guard let progress, progress.hasBegun else { return .text("new", .faint) }
    if progress.isDone, progress.part == nil { return .text("done", .good) }
    return .text("step \(run.step.number) of \(run.step.of)", .warning)
  }
}
