import Basis
import Experiments
import Lessons

/// Proves lessons without a human.
package enum LessonCheck {
  /// Checks lesson files, or every lesson of folders, each lesson in fresh labs of which nobody sees more than
  /// what `output` shows.
  package static func run(
    _ paths: [String], in environment: LabEnvironment, watching output: any Output = SilentOutput()
  ) throws -> (report: Report, exitCode: Int32) {
    let reports = try reports(on: paths, in: environment, watching: output) { _, _ in }
    // Only a lesson that could not be read at all has no title.
    let code: Int32 = reports.contains { $0.title.isEmpty } ? 65 : reports.allSatisfy(\.passed) ? 0 : 1
    return (report(reports), code)
  }

  /// Checks lessons, and hands over each with the lab in which it has run: its claims, its experiments.
  static func reports(
    on paths: [String], in environment: LabEnvironment, watching output: any Output,
    ran: @escaping (Lab, Lesson) -> Void
  ) throws -> [LessonReport] {
    var quiet = environment
    quiet.isInteractive = false
    quiet.progressFolder = nil
    quiet.confirm = nil
    quiet.runFolder = nil
    quiet.provesLessons = true
    let checker = LessonChecker<Lab>(
      extent: environment.runsStudiesAlone ? .studies : environment.isFullSize ? .full : .lesson,
      makeHost: { Lab(quiet, output: output) },
      examine: { lab, lesson, report in
        for index in lab.ledger.indices { lab.ledger[index].credit(lesson) }
        for entry in lab.ledger where !entry.holds { fail(entry, lesson, &report) }
        if !environment.runsStudiesAlone { compareTeaches(of: lesson, with: lab.ledger, &report) }
        // An author writes down what the lesson's own size and seeds give.
        if environment.seeds == nil, !environment.isFullSize { compareTables(of: lesson, in: lab, &report) }
        ran(lab, lesson)
      })
    return try paths.flatMap { try checker.check(path: $0) }
  }

  /// Whether the claims that the front matter names are those that the lesson makes.
  private static func compareTeaches(
    of lesson: Lesson, with ledger: [ClaimEntry], _ report: inout LessonReport
  ) {
    let made = Set(ledger.map(\.id))
    let taught = lesson.frontMatter.teaches
    let top = LessonPlace(file: lesson.file, line: 1)
    // A lesson that broke off has not made all its claims.
    if report.passed {
      let missing = taught.filter { !made.contains($0) }
      if !missing.isEmpty {
        report.remark(
          top,
          "\"teaches\" names \(missing.enumeration), and no claim has \(missing.count == 1 ? "that name" : "these names").",
          advice: "State them in a claim block, unless the text alone is about them.")
      }
    }
    for id in made.subtracting(taught).sorted() {
      report.remark(top, "\"teaches\" does not name \(id), which the lesson claims.", advice: "Add it.")
    }
  }

  private static func compareTables(of lesson: Lesson, in lab: Lab, _ report: inout LessonReport) {
    for part in lesson.parts {
      guard case .prose(let blocks) = part.content else { continue }
      for sentence in MeasuredTables(lab).outdated(in: blocks) {
        report.remark(part.place, sentence + ".", advice: "Write down what is measured.")
      }
    }
  }

  private static func fail(_ entry: ClaimEntry, _ lesson: Lesson, _ report: inout LessonReport) {
    let place = LessonPlace(
      file: entry.place?.file ?? lesson.file, line: entry.place?.line ?? 1, column: entry.place?.column ?? 1)
    report.fail(
      place, ClaimReport.complaint(entry) + ".",
      advice: "If that is the finding, say so: \"is \(ClaimReport.finding(entry))\"; measurement wins.")
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
