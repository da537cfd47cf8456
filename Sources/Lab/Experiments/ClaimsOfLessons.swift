import Basis
import DataSets
import Experiments
import Foundation
import Lessons

/// Every claim of some lessons, each lesson run from its beginning to its end.
package struct ClaimsOfLessons {
  package let report: Report
  package let exitCode: Int32
  package let entries: [ClaimEntry]
  /// A chapter a lesson: its claims and its experiments.
  private let chapters: [Document.Section]
  private let environment: LabEnvironment

  package static func run(
    _ paths: [String], in environment: LabEnvironment, watching output: any Output = SilentOutput()
  ) throws -> ClaimsOfLessons {
    var entries: [ClaimEntry] = []
    var lessons: [LessonReport] = []
    var chapters: [Document.Section] = []
    for file in try paths.flatMap({ try LessonChecker<Lab>.files(at: $0) }) {
      let label = "claims: \(file)"
      output.progress(label)
      var claims: [ClaimEntry] = []
      let watched = WatchedOutput(output, label: label)
      var chapter: Result<Document.Section, any Error>?
      lessons += try LessonCheck.reports(on: [file], in: environment, watching: watched) { lab, lesson in
        claims = lab.ledger
        chapter = Result { try LessonChapter.section(of: lab, lesson) }
      }
      entries += claims
      if let chapter { chapters.append(try chapter.get()) }
    }
    let broken = lessons.filter { !$0.passed }
    var report = entries.isEmpty ? Report("These lessons make no claims.") : Ledger.report(entries)
    for lesson in broken {
      for finding in lesson.findings where finding.severity == .failure {
        report.say(StyledText("\(finding.place.text): ", .faint) + StyledText(finding.message, .bad))
      }
    }
    let code: Int32 = lessons.contains { $0.title.isEmpty } ? 65 : broken.isEmpty ? 0 : 1
    return ClaimsOfLessons(
      report: report, exitCode: code, entries: entries, chapters: chapters, environment: environment)
  }

  /// The table as Markdown, in place of whatever the file was.
  package func write(to path: String, madeBy command: String) throws {
    try Files.write(Data(ClaimsMarkdown.text(entries, madeBy: command).utf8), to: path)
  }

  /// Everything as a page or as Markdown, by the ending of the file's name, in place of whatever the file was.
  package func writeReport(to path: String, madeBy command: String) throws {
    let format = try DocumentFormat(path, command: "--report")
    try Files.write(Data(format.text(document(madeBy: command)).utf8), to: path)
  }

  private func document(madeBy command: String) -> Document {
    let now = environment.date()
    var facts = DocumentHead.place(environment, now)
    facts.append(.init("command", "made by", command, .text(command)))
    let title = chapters.count == 1 ? chapters[0].title : "Claims and their verdicts"
    var sections = chapters
    if chapters.count > 1, !entries.isEmpty {
      sections.insert(
        Document.Section("summary", "Summary", Report(StyledText(Ledger.summary(entries)))), at: 0)
    }
    var report = Report("The same command repeats all of it: same version and seeds, same numbers.")
    report.add(code: "command", command)
    return Document(title, facts, sections + [Document.Section("repeat", "To repeat it", report)])
  }
}
