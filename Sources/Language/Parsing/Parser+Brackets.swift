import Basis

/// Brackets of all kinds, and how deep they may go.
extension Parser {
  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard depth < Parser.deepest else {
      throw Failure(
        "nested more than \(Parser.deepest) deep", advice: "give a part a name first: let x = …", at: upcoming
      )
    }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  /// Consumes the bracket that comes next and remembers that it must be closed.
  mutating func open() {
    openers.append(Span(scanner.offset, scanner.offset + 1))
    scanner.advance()
  }

  /// Consumes the bracket that closes the last one opened.
  mutating func close() {
    openers.removeLast()
    scanner.advance()
  }

  /// `(a, b …)` or `[a, b …]`, where line breaks do not count. A comma may follow the last item.
  mutating func items(
    closedBy closing: Unicode.Scalar, _ item: (inout Parser) throws(Failure) -> Expression
  ) throws(Failure) -> [Expression] {
    let outer = scanner.joinsLines
    open()
    scanner.joinsLines = true
    var items: [Expression] = []
    while true {
      scanner.skipBlanks()
      if scanner.isNext(closing) { break }
      items.append(try item(&self))
      scanner.skipBlanks()
      if scanner.isNext(closing) { break }
      guard scanner.take(",") else { throw expected("a comma or \(closing)") }
    }
    scanner.joinsLines = outer
    close()
    return items
  }

  /// `( … )`, where line breaks do not count.
  mutating func parenthesized() throws(Failure) -> Expression {
    let outer = scanner.joinsLines
    open()
    scanner.joinsLines = true
    let inner = try expression()
    scanner.skipBlanks()
    guard scanner.isNext(")") else { throw expected("an operator or )") }
    scanner.joinsLines = outer
    close()
    return inner
  }
}
