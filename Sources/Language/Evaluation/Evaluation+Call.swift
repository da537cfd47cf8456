import Basis

/// Commands: their arguments become values, their block stays syntax.
extension Evaluation {
  func call(_ command: Command, at span: Span) throws -> Call {
    let evaluated = try command.arguments.map { written in
      do {
        return (written, try value(of: written.value, words: .itself))
      } catch let problem as Problem {
        throw problem.located(at: written.value.span)
      }
    }
    let head = command.head(
      with: evaluated.map { written, value in
        isLiteral(written.value)
          ? written.text : (written.name.map { $0.text + "=" } ?? "") + Printer.argument(value)
      })
    return Call(
      verb: command.verb.text, verbSpan: command.verb.span,
      arguments: evaluated.map { argument($0, $1) },
      block: command.block.map { Program($0, in: source) },
      text: command.block.map { Statement.lines(head, $0).joined(separator: "\n") } ?? head,
      span: span, source: source)
  }

  private func argument(_ written: CommandArgument, _ value: Value) -> Argument {
    let text: String
    if case .text(let word) = value {
      text = word
    } else {
      text = isLiteral(written.value) ? source[written.value.span] : value.literal
    }
    return Argument(
      name: written.name?.text, nameSpan: written.name?.span, value: value, span: written.value.span,
      text: text)
  }

  /// Whether the value is what is written, without bindings or calculation.
  private func isLiteral(_ expression: Expression) -> Bool {
    switch expression.node {
    case .number, .text: true
    case .word(let word): host.bindings[word] == nil
    case .list(let items): items.allSatisfy(isLiteral)
    case .range(let lower, let upper): isLiteral(lower) && isLiteral(upper)
    case .call, .negation, .operation, .group: false
    }
  }
}
