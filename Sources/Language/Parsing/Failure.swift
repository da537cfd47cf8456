import Basis

/// What the parser throws: a problem, and whether more input could still make it good.
struct Failure: Error {
  var problem: Problem
  /// The input ended inside a bracket or a string.
  var isUnfinished: Bool

  init(_ message: String, advice: String? = nil, at span: Span, isUnfinished: Bool = false) {
    problem = Problem(message, advice: advice, kind: .malformed, at: span)
    self.isUnfinished = isUnfinished
  }
}
