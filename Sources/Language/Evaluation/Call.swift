import Basis

/// A command ready to run: its arguments have values, its block is still a program.
package struct Call: Equatable, Sendable {
  package let verb: String
  package let verbSpan: Span
  package let arguments: [Argument]
  /// What stands in `{ }`, not evaluated; `Interpreter.run` runs it as often as the command likes.
  package let block: Program?
  /// The command in its normal form, with bindings replaced by their values.
  package let text: String
  package let span: Span
  package let source: SourceText
}

package struct Argument: Equatable, Sendable {
  package let name: String?
  package let nameSpan: Span?
  package let value: Value
  /// The place of the value.
  package let span: Span
  /// The value as free text: a word or string itself, anything else as written. A command that wants a
  /// file name reads this, so that a file may be called `007`.
  package let text: String
}

extension Call {
  /// The arguments without a name, in order.
  package var positional: [Argument] { arguments.filter { $0.name == nil } }
  /// The arguments with a name, in order.
  package var named: [Argument] { arguments.filter { $0.name != nil } }

  package subscript(position: Int) -> Argument? {
    let positional = positional
    return positional.indices.contains(position) ? positional[position] : nil
  }

  package subscript(name: String) -> Argument? { arguments.first { $0.name == name } }

  package func problem(_ message: String, at span: Span? = nil, advice: String? = nil) -> Problem {
    Problem(message, advice: advice, at: span ?? self.span)
  }

  package func problem(_ message: String, at argument: Argument, advice: String? = nil) -> Problem {
    Problem(message, advice: advice, at: argument.span)
  }

  /// Throws unless every argument is wanted: at most `positions` unnamed ones and only these names.
  package func expect(atMost positions: Int, named names: [String] = [], example: String? = nil) throws {
    if let extra = self[positions] {
      let rule = positions == 0 ? "no arguments" : "at most \(positions.counted("argument"))"
      throw problem("\(verb) takes \(rule), got \(extra.value.literal) as well", at: extra, advice: example)
    }
    for argument in named {
      guard let name = argument.name, !names.contains(name) else { continue }
      throw Problem(
        "\(verb) has no setting \"\(name)\"." + Suggestion.sentence(for: name, among: names),
        advice: names.isEmpty
          ? "\(verb) has no settings (help \(verb))"
          : "settings: \(names.joined(separator: ", ")) (help \(verb))",
        at: argument.nameSpan)
    }
  }
}
