import Basis
import Lessons

/// Proves lessons without a human.
package enum LessonCheck {
  /// Checks lesson files, or every lesson of folders, each lesson in fresh labs that nobody sees.
  package static func run(
    _ paths: [String], in environment: LabEnvironment
  ) throws -> (report: Report, exitCode: Int32) {
    var quiet = environment
    quiet.isInteractive = false
    quiet.progressFolder = nil
    quiet.confirm = nil
    quiet.runFolder = nil
    let checker = LessonChecker<Lab> { Lab(quiet, output: SilentOutput()) }
    let reports = try paths.flatMap { try checker.check(path: $0) }
    // Only a lesson that could not be read at all has no title.
    let code: Int32 = reports.contains { $0.title.isEmpty } ? 65 : reports.allSatisfy(\.passed) ? 0 : 1
    return (report(reports), code)
  }

  static func report(_ lessons: [LessonReport]) -> Report {
    var report = Report()
    var table = Table(
      "lessons",
      [
        .init("result", "", .left), .init("lesson", "lesson", .left), .init("runs", "runs"),
        .init("tasks", "tasks"), .init("predictions", "predictions"), .init("seconds", "time", unit: "s"),
      ])
    for lesson in lessons {
      table.append(
        .text(lesson.passed ? "holds" : "FAILS", lesson.passed ? .good : .bad),
        .text(lesson.title.isEmpty ? lesson.file : lesson.title), .integer(lesson.runs),
        .integer(lesson.tasks),
        .integer(lesson.predictions),
        Table.Cell(Numbers.duration(lesson.seconds), value: .number(lesson.seconds)))
    }
    report.add(table)
    for lesson in lessons {
      for finding in lesson.findings {
        let isFailure = finding.severity == .failure
        report.say(
          StyledText("\(finding.place.text): ", .faint)
            + StyledText(isFailure ? "" : "remark: ", .warning)
            + StyledText(finding.message, isFailure ? .bad : .plain)
            + StyledText(finding.advice.map { " – \($0)" } ?? ""))
      }
    }
    let failed = lessons.count { !$0.passed }
    let verdict = failed == 0 ? "all hold" : failed == 1 ? "1 does not hold" : "\(failed) do not hold"
    report.say(
      StyledText("\(lessons.count.counted("lesson")) checked: \(verdict).", failed == 0 ? .good : .bad))
    report.add(data: "passed", .flag(failed == 0))
    return report
  }
}
