/// Something that the learner's input or a file caused: what is wrong, where, and what to type instead.
///
/// Thrown, never trapped. What only our own code can cause is a `precondition` instead.
package struct Problem: Error, Equatable, Sendable {
  /// Decides the exit code of a script (see `exitCode`).
  package enum Kind: Sendable {
    /// An `expect`, a claim or a lesson did not hold.
    case expectation
    /// A command could not do what it was asked.
    case command
    /// The program's own arguments (`descent --flag`) were wrong.
    case usage
    /// A script, lesson or data file is not well formed.
    case malformed
    /// A file or folder is not there, or may not be read.
    case missingInput
    /// A fault of Descent itself.
    case `internal`
    /// The user pressed Ctrl-C while a script ran.
    case interrupted
  }

  /// What is wrong with the value received, and the rule; a full sentence or a short clause.
  package var message: String
  /// The next thing to type or to look at.
  package var advice: String?
  package var kind: Kind
  /// The place in the program text, when there is one; whoever knows it fills it in.
  package var span: Span?

  package init(_ message: String, advice: String? = nil, kind: Kind = .command, at span: Span? = nil) {
    self.message = message
    self.advice = advice
    self.kind = kind
    self.span = span
  }

  /// The process's exit code if this is the worst that happened.
  package var exitCode: Int32 {
    switch kind {
    case .expectation: 1
    case .command: 2
    case .usage: 64
    case .malformed: 65
    case .missingInput: 66
    case .internal: 70
    case .interrupted: 130
    }
  }

  /// The same problem, placed at `span` unless it already knows its place.
  package func located(at span: Span?) -> Problem {
    var copy = self
    copy.span = self.span ?? span
    return copy
  }
}

/// A stretch of program text, as offsets into its UTF-8 bytes.
package struct Span: Equatable, Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "span \(start)..<\(end)")
    self.start = start
    self.end = end
  }

  package func joined(with other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}
