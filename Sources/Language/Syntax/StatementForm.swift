import Basis

/// A statement that begins with a keyword and takes expressions. All of them stand in `all`; everything else
/// is a command of the host.
package struct StatementForm: Sendable {
  package let keyword: String
  package let usage: String
  package let summary: String
  package let example: String
  /// What may follow, for the error when something else does.
  let ending: String
  let parse: @Sendable (inout Parser) throws(Failure) -> Statement.Form

  package static let all: [StatementForm] = [
    StatementForm(
      keyword: "let", usage: "let NAME = EXPRESSION", summary: "Gives a value a name.",
      example: "let best = accuracy(test)", ending: "an operator or the end of the line",
      parse: { (parser) throws(Failure) in
        let name = try parser.newName()
        try parser.symbol("=")
        return .binding(name, try parser.expression())
      }),
    StatementForm(
      keyword: "print", usage: "print EXPRESSION, EXPRESSION …", summary: "Shows values and text.",
      example: "print \"loss\", loss(train)", ending: "a comma, an operator or the end of the line",
      parse: { (parser) throws(Failure) in .print(try parser.expressions()) }),
    StatementForm(
      keyword: "expect", usage: "expect EXPRESSION [< | <= | > | >= | == | != EXPRESSION]",
      summary: "States what must be true; a script fails where it is not.",
      example: "expect accuracy(test) > 0.9", ending: "a comparison or the end of the line",
      parse: { (parser) throws(Failure) in .expect(try parser.expression()) }),
    StatementForm(
      keyword: "measure", usage: "measure NAME = EXPRESSION",
      summary: "Records a value as a result of the experiment.",
      example: "measure final = accuracy(test)", ending: "an operator or the end of the line",
      parse: { (parser) throws(Failure) in
        let name = try parser.newName()
        try parser.symbol("=")
        return .measure(name, try parser.expression())
      }),
    StatementForm(
      keyword: "claim",
      usage:
        "claim ID [\"TEXT\"] CONDITION [by NUMBER] [exactly | in every seed] [is contradicted | is undecided]",
      summary: "States what experiments should show, and lets their seeds decide.",
      example: "claim V3 deep.ratio(relu) > deep.ratio(sigmoid) by 0.1",
      ending: "by NUMBER, exactly, in every seed, is contradicted or the end of the line",
      parse: { (parser) throws(Failure) in .claim(try parser.claim()) }),
    StatementForm(
      keyword: "for", usage: "for NAME in LIST { … }",
      summary: "Runs a block for every value of a list or range.",
      example: "for a in [sigmoid, relu] { activation a }", ending: "the end of the line",
      parse: { (parser) throws(Failure) in
        let name = try parser.newName()
        try parser.keyword("in")
        let list = try parser.expression()
        return .loop(name, in: list, body: try parser.block())
      }),
    StatementForm(
      keyword: "repeat", usage: "repeat COUNT { … }", summary: "Runs a block several times.",
      example: "repeat 5 { train 1 }", ending: "the end of the line",
      parse: { (parser) throws(Failure) in
        let count = try parser.expression()
        return .repetition(count, body: try parser.block())
      }),
    StatementForm(
      keyword: "if", usage: "if CONDITION { … } [else if CONDITION { … }] [else { … }]",
      summary: "Runs the first block whose condition holds: a comparison, or on/off.",
      example: "if batch > 100 { train 2 } else { train 1 }", ending: "else or the end of the line",
      parse: { (parser) throws(Failure) in try parser.choice() }),
  ]

  package static let keywords: Set<String> = Set(all.map(\.keyword))
}

extension Parser {
  /// Words that the language or every host reads in one way only.
  static let reserved: Set<String> = StatementForm.keywords.union([
    "in", "on", "off", "last", "and", "or", "else",
  ])

  mutating func newName() throws(Failure) -> Name {
    scanner.skipBlanks()
    let start = scanner.offset
    guard let text = scanner.name() else { throw expected("a name") }
    let name = Name(text, at: Span(start, scanner.offset))
    if text.contains(".") {
      throw Failure("a new name has no points", advice: "for example: \(example)", at: name.span)
    }
    if Parser.reserved.contains(text) {
      throw Failure(
        "\(text) has a meaning of its own", advice: "choose another name: my-\(text)", at: name.span)
    }
    return name
  }

  mutating func symbol(_ text: String) throws(Failure) {
    scanner.skipBlanks()
    guard !scanner.isNext(text + text), scanner.take(text) else { throw expected(text) }
  }

  mutating func keyword(_ text: String) throws(Failure) {
    scanner.skipBlanks()
    let before = scanner
    guard scanner.name() == text else {
      scanner = before
      throw expected("\"\(text)\"")
    }
  }

  /// One or more, separated by commas.
  mutating func expressions() throws(Failure) -> [Expression] {
    var expressions = [try expression()]
    while true {
      scanner.skipBlanks()
      guard scanner.take(",") else { return expressions }
      expressions.append(try expression())
    }
  }
}
