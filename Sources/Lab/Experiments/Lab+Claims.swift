import Basis
import Experiments
import Foundation
import Language

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
      entry.place = "\(origin):\(position.line):\(position.column)"
    }
    ledger.removeAll { $0.statement == entry.statement && $0.place == entry.place }
    ledger.append(entry)
    emit(ClaimReport.report(entry), of: claim.line)
    guard entry.holds || environment.toleratesClaims else {
      throw Problem(
        ClaimReport.complaint(entry),
        advice: "if that is the finding, say so: … is \(entry.verdict.rawValue)", kind: .expectation, at: span
      )
    }
  }

  /// The date of what is noted.
  var now: Date { Date() }
}
