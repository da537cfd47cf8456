import Basis

/// Whether what was typed so far can run, needs another line, or is wrong already.
package enum Completeness: Equatable, Sendable {
  case complete(Program)
  /// A block, list, parenthesis or string is open, or the last line ends with `\`.
  case needsMore
  case error(Diagnostic)

  package init(of source: SourceText) {
    var parser = Parser(source)
    do {
      let statements = try parser.program()
      self = parser.scanner.endsInContinuation ? .needsMore : .complete(Program(statements, in: source))
    } catch {
      self =
        error.isUnfinished || parser.scanner.endsInContinuation
        ? .needsMore : .error(Diagnostic(error.problem, in: source))
    }
  }

  package init(of text: String) { self.init(of: SourceText(text)) }
}
