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

  /// `lesson.md:12:5`, or nil for what was typed at the prompt.
  package var location: String? {
    guard let origin = source.origin else { return nil }
    guard let span = problem.span else { return Visible.text(origin) }
    let position = source.position(at: span.start)
    return "\(Visible.text(origin)):\(position.line):\(position.column)"
  }

  /// Place, line, caret, message and advice, without a line break at the end.
  ///
  ///     layer dense 10 relu unit=3
  ///                         ^^^^
  ///     dense has no setting "unit". Did you mean "units"?      settings: units, init (help dense)
  package func text(width: Int = 80) -> String {
    let width = max(20, width)
    var lines = location.map { [$0 + ":"] } ?? []
    if let span = problem.span, let excerpt = Excerpt(of: span, in: source, width: width) {
      lines += [excerpt.line, excerpt.caret]
    }
    return (lines + Diagnostic.explanation(problem, width: width)).joined(separator: "\n")
  }

  /// Message and advice side by side, or below each other where that is too wide.
  package static func explanation(_ problem: Problem, width: Int) -> [String] {
    let message = Visible.text(problem.message)
    guard let advice = problem.advice.map({ Visible.text($0) }) else { return wrapped(message, width) }
    let line = message + "      " + advice
    return DisplayWidth.of(line) <= width ? [line] : wrapped(message, width) + wrapped(advice, width)
  }

  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      // A word wider than the screen comes from the input; its beginning is enough to recognize it.
      let word =
        word.utf8.count > 4 * width || DisplayWidth.of(word) > width ? word.prefix(width / 2) + "…" : word
      let columns = DisplayWidth.of(word)
      if used > 0, used + 1 + columns > width {
        lines.append(String(word))
        used = columns
      } else {
        lines[lines.count - 1] += (used > 0 ? " " : "") + word
        used += (used > 0 ? 1 : 0) + columns
      }
    }
    return lines
  }
}
