import Basis

/// Expressions, loosest first: or, and, comparison, range, sum, product, sign, power.
///
///     expression = either { "or" either }
///     either     = comparison { "and" comparison }
///     comparison = range [ ("<" | "<=" | ">" | ">=" | "==" | "!=") range ]
///     range      = sum [ ".." sum ]
///     sum        = product { ("+" | "-") product }
///     product    = sign { ("*" | "/") sign }
///     sign       = "-" sign | power
///     power      = primary [ "^" sign ]
///     primary    = number | string | name [ "(" list ")" ] | "[" list "]" | "(" expression ")"
extension Parser {
  mutating func expression() throws(Failure) -> Expression {
    try joined(by: .or) { (parser) throws(Failure) in
      try parser.joined(by: .and) { (parser) throws(Failure) in try parser.comparison() }
    }
  }

  private mutating func joined(
    by sign: Operator, _ part: (inout Parser) throws(Failure) -> Expression
  ) throws(Failure) -> Expression {
    var left = try part(&self)
    while takeWord(sign.rawValue) {
      let right = try part(&self)
      left = try checked(.operation(sign, left, right), from: left.span.start)
    }
    return left
  }

  /// A word that stands between two expressions, and is not the beginning of a longer name.
  mutating func takeWord(_ word: String) -> Bool {
    var ahead = scanner
    ahead.skipBlanks()
    guard ahead.name() == word else { return false }
    scanner = ahead
    return true
  }

  private mutating func comparison() throws(Failure) -> Expression {
    let left = try range()
    guard let comparison = try comparisonSign() else { return left }
    let right = try range()
    let result = try checked(.operation(comparison, left, right), from: left.span.start)
    if try comparisonSign() != nil {
      throw Failure(
        "only two values can be compared at a time", advice: "join two comparisons: 0 < x and x < 1",
        at: result.span)
    }
    return result
  }

  private mutating func range() throws(Failure) -> Expression {
    let lower = try sum()
    scanner.skipBlanks()
    guard scanner.take("..") else { return lower }
    let upper = try sum()
    return try checked(.range(lower, upper), from: lower.span.start)
  }

  mutating func sum() throws(Failure) -> Expression {
    var left = try product()
    while true {
      scanner.skipBlanks()
      let sign: Operator
      if scanner.take("+") { sign = .add } else if takeMinus() { sign = .subtract } else { return left }
      let right = try product()
      left = try checked(.operation(sign, left, right), from: left.span.start)
    }
  }

  private mutating func product() throws(Failure) -> Expression {
    var left = try sign()
    while true {
      scanner.skipBlanks()
      if scanner.isNext("**") { throw expected("a value", advice: "a power is written with ^: 2^3") }
      let sign: Operator
      if scanner.take("*") {
        sign = .multiply
      } else if scanner.take("/") {
        sign = .divide
      } else {
        return left
      }
      let right = try self.sign()
      left = try checked(.operation(sign, left, right), from: left.span.start)
    }
  }

  private mutating func sign() throws(Failure) -> Expression {
    try nested { (parser) throws(Failure) in
      parser.scanner.skipBlanks()
      let start = parser.scanner.offset
      guard parser.takeMinus() else { return try parser.power() }
      let inner = try parser.sign()
      return try parser.checked(.negation(inner), from: start)
    }
  }

  private mutating func power() throws(Failure) -> Expression {
    let base = try primary()
    scanner.skipBlanks()
    guard scanner.take("^") else { return base }
    let exponent = try sign()
    return try checked(.operation(.power, base, exponent), from: base.span.start)
  }

  private mutating func primary() throws(Failure) -> Expression {
    scanner.skipBlanks()
    let start = scanner.offset
    switch scanner.byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = try scanner.string()
      return Expression(.text(text), at: Span(start, scanner.offset))
    case UInt8(ascii: "["):
      let items = try items(closedBy: "]") { (parser) throws(Failure) in try parser.expression() }
      return try checked(.list(items), from: start)
    case UInt8(ascii: "("):
      // The parentheses are gone from the tree, but they belong to the place.
      let inner = try parenthesized()
      return Expression(inner.node, at: Span(start, scanner.lastEnd))
    default:
      if let number = try number() { return number }
      guard let name = scanner.name() else { throw expected("a value") }
      return try wordOrCall(Name(name, at: Span(start, scanner.offset)))
    }
  }

  private mutating func number() throws(Failure) -> Expression? {
    let start = scanner.offset
    let length = NumberWord.length(in: source.bytes, from: start)
    guard length > 0 else { return nil }
    let span = Span(start, start + length)
    guard let number = NumberWord.value(source[span]) else { return nil }
    scanner.advance(length)
    if scanner.isLetter(at: scanner.offset) {
      throw expected(
        "an operator after the number",
        advice: "numbers look like 0.001, 1e-3 or 20%; names start with a letter")
    }
    return Expression(.number(try finite(number, span)), at: span)
  }

  private mutating func wordOrCall(_ name: Name) throws(Failure) -> Expression {
    scanner.skipBlanks()
    guard scanner.isNext("(") else { return Expression(.word(name.text), at: name.span) }
    let arguments = try items(closedBy: ")") { (parser) throws(Failure) in try parser.expression() }
    return try checked(.call(name, arguments), from: name.span.start)
  }

  private mutating func takeMinus() -> Bool { scanner.take("-") || scanner.take("−") }

  private mutating func comparisonSign() throws(Failure) -> Operator? {
    scanner.skipBlanks()
    let signs: [(String, Operator)] = [
      ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("==", .equal), ("!=", .notEqual), ("≤", .lessOrEqual),
      ("≥", .greaterOrEqual), ("≠", .notEqual), ("<", .less), (">", .greater),
    ]
    for (text, sign) in signs where scanner.take(text) { return sign }
    for (text, right) in [("=>", ">="), ("=<", "<=")] where scanner.isNext(text) {
      throw Failure(
        "this comparison is written \(right)", advice: "for example: expect x \(right) 3",
        at: Span(scanner.offset, scanner.offset + 2))
    }
    if scanner.isNext("=") {
      throw Failure(
        "a comparison is written ==", advice: "for example: expect x == 3",
        at: Span(scanner.offset, scanner.offset + 1))
    }
    return nil
  }

  /// An expression from `start` to here, unless its tree has grown too tall to walk.
  func checked(_ node: Expression.Node, from start: Int) throws(Failure) -> Expression {
    let expression = Expression(node, at: Span(start, scanner.lastEnd))
    guard expression.height <= Parser.tallest else {
      throw Failure(
        "this expression has more than \(Parser.tallest) steps",
        advice: "give a part a name first: let x = …",
        at: Span(start, start))
    }
    return expression
  }
}
