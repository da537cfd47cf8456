import Basis
import Experiments
import Foundation
import Lessons

/// Every claim of some lessons, each lesson run from its beginning to its end.
package struct ClaimsOfLessons {
  package let report: Report
  package let exitCode: Int32
  package let entries: [ClaimEntry]

  package static func run(
    _ paths: [String], in environment: LabEnvironment, progress: (String) -> Void
  ) throws -> ClaimsOfLessons {
    var entries: [ClaimEntry] = []
    var lessons: [LessonReport] = []
    for file in try paths.flatMap({ try LessonChecker<Lab>.files(at: $0) }) {
      progress(file)
      var claims: [ClaimEntry] = []
      lessons += try LessonCheck.reports(on: [file], in: environment) { claims = $0 }
      entries += claims
    }
    let broken = lessons.filter { !$0.passed }
    var report = entries.isEmpty ? Report("These lessons make no claims.") : Ledger.report(entries)
    for lesson in broken {
      for finding in lesson.findings where finding.severity == .failure {
        report.say(StyledText("\(finding.place.text): ", .faint) + StyledText(finding.message, .bad))
      }
    }
    let code: Int32 = lessons.contains { $0.title.isEmpty } ? 65 : broken.isEmpty ? 0 : 1
    return ClaimsOfLessons(report: report, exitCode: code, entries: entries)
  }

  /// The table as Markdown, in place of whatever the file was.
  package func write(to path: String, madeBy command: String) throws {
    let text = ClaimsMarkdown.text(entries, madeBy: command)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Problem(
        "\(path) cannot be written: \(error.localizedDescription)", advice: "name another file",
        kind: .missingInput)
    }
  }
}
