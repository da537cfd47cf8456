import Basis

/// A problem together with the text it is about, so that it can be shown with its line and a caret.
///
/// What parsing and interpreting throw: a script may run another, and a span alone would not say in which.
package struct Diagnostic: Error, Equatable, Sendable {
  package let problem: Problem
  package let source: SourceText

  package init(_ problem: Problem, in source: SourceText) {
    self.problem = problem
    self.source = source
  }
}
