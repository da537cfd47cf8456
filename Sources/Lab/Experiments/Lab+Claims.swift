import Basis
import Experiments
import Foundation
import Language
import Lessons

extension Lab {
  package func judge(_ claim: Claim, at span: Span, in source: SourceText) throws {
    guard recording == nil else {
      throw Problem("a claim stands outside the experiments it is about", advice: "expect may stand inside")
    }
    // What a lesson goes through again has been judged before.
    if isReplaying { return }
    var entry = try ClaimJudge(self, claim, at: span, in: source).entry()
    if let origin = source.origin {
      let position = source.position(at: span.start)
      entry.place = .init(file: origin, line: position.line, column: position.column)
    }
    if lessonDepth > 0, let lesson = player?.run.lesson { entry.credit(lesson) }
    ledger.removeAll { $0.isAgain(entry) && $0.place == entry.place }
    ledger.append(entry)
    note(claim.condition.experimentNames.map(\.text), entry.statement)
    if !environment.provesLessons { keep([entry]) }
    emit(ClaimReport.report(entry, isNew: true), of: claim.line)
    // Whoever walks through a lesson sees what came out, and goes on.
    let isRead = lessonDepth > 0 && player != nil
    guard entry.holds || isRead || environment.provesLessons else {
      throw Problem(
        ClaimReport.complaint(entry),
        advice: "if that is the finding, say so: … is \(ClaimReport.finding(entry))", kind: .expectation,
        at: span
      )
    }
  }

  /// The date of what is noted.
  var now: Date { environment.date() }
}

extension ClaimEntry {
  mutating func credit(_ lesson: Lesson) {
    self.lesson = "\(lesson.number) \(lesson.name)"
    sources = lesson.frontMatter.source
  }
}
