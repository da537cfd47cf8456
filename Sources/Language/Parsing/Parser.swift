import Basis

extension Program {
  /// Reads a program. The problem of the diagnostic always has a span inside the text.
  package init(parsing source: SourceText) throws(Diagnostic) {
    do {
      var parser = Parser(source)
      self.init(try parser.program(), in: source)
    } catch {
      throw Diagnostic(error.problem, in: source)
    }
  }

  package init(parsing text: String, origin: String? = nil, firstLine: Int = 1) throws(Diagnostic) {
    try self.init(parsing: SourceText(text, origin: origin, firstLine: firstLine))
  }
}

/// The grammar of statements. Arguments of commands and expressions have a file each; the keyword statements
/// are listed in `StatementForm`.
struct Parser {
  /// Deep enough for anything a person writes, and far from the end of any stack.
  static let deepest = 64
  static let tallest = 256

  let source: SourceText
  var scanner: Scanner
  /// An example of the statement being read, for the advice of errors.
  var example = "layer dense 50 relu"
  /// Levels of nesting, whether brackets, signs or powers.
  var depth = 0
  /// The brackets that are open, outermost first.
  var openers: [Span] = []

  init(_ source: SourceText) {
    self.source = source
    scanner = Scanner(source.bytes)
  }

  mutating func program() throws(Failure) -> [Statement] {
    if let zero = source.bytes.firstIndex(of: 0) {
      throw Failure(
        "this is not text: it contains a NUL byte",
        advice: "a script is plain UTF-8 text with one command a line",
        at: Span(zero, zero + 1))
    }
    let statements = try statements()
    guard scanner.isAtEnd else {
      throw Failure(
        "this } closes nothing", advice: "every } needs a { before it: repeat 3 { train 1 }",
        at: Span(scanner.offset, scanner.offset + 1))
    }
    return statements
  }

  /// Statements up to a `}` or the end.
  private mutating func statements() throws(Failure) -> [Statement] {
    var statements: [Statement] = []
    while true {
      scanner.skipBlanks()
      guard let byte = scanner.byte else { return statements }
      switch byte {
      case Byte.newline, Byte.carriageReturn, UInt8(ascii: ";"): scanner.advance()
      case UInt8(ascii: "}"): return statements
      default: statements.append(try statement())
      }
    }
  }

  /// `{ … }`
  mutating func block() throws(Failure) -> [Statement] {
    scanner.skipBlanks()
    guard scanner.isNext("{") else { throw expected("{") }
    let outer = (example, scanner.joinsLines)
    let statements = try nested { (parser) throws(Failure) in
      parser.open()
      parser.scanner.joinsLines = false
      let statements = try parser.statements()
      guard !parser.scanner.isAtEnd else { throw parser.neverClosed() }
      parser.close()
      return statements
    }
    (example, scanner.joinsLines) = outer
    return statements
  }

  private mutating func statement() throws(Failure) -> Statement {
    let start = scanner.offset
    let verb = try verb()
    let form: Statement.Form
    if let help = help(on: verb) {
      form = .command(help)
      try endOfStatement(expecting: "the end of the line")
    } else if let keyword = StatementForm.all.first(where: { $0.keyword == verb.text }) {
      let outer = example
      example = keyword.example
      form = try keyword.parse(&self)
      try endOfStatement(expecting: keyword.ending)
      example = outer
    } else {
      form = .command(try command(verb))
      try endOfStatement(expecting: "the end of the line")
    }
    return Statement(form, at: Span(start, scanner.lastEnd))
  }

  private mutating func endOfStatement(expecting ending: String) throws(Failure) {
    scanner.skipBlanks()
    switch scanner.byte {
    case nil, Byte.newline, Byte.carriageReturn, UInt8(ascii: ";"), UInt8(ascii: "}"): return
    default: throw expected(ending)
    }
  }

  /// The first word of a statement.
  private mutating func verb() throws(Failure) -> Name {
    let start = scanner.offset
    let word = scanner.word()
    let span = Span(start, scanner.offset)
    let stem = word.last == "?" ? word.dropLast() : word[...]
    let isName =
      stem.unicodeScalars.allSatisfy { Scanner.isLetter($0) || "0123456789-.".unicodeScalars.contains($0) }
      && !stem.contains("..") && (stem.unicodeScalars.first.map(Scanner.isLetter) ?? !word.isEmpty)
    guard isName else { throw notAVerb(span) }
    if word == "else" {
      throw Failure(
        "else belongs behind the } of an if, on the same line",
        advice: "if batch > 100 { train 2 } else { train 1 }", at: span)
    }
    let afterWord = scanner.offset
    scanner.skipBlanks()
    if scanner.isNext("="), !scanner.isNext("==") {
      throw Failure(
        "\(word) = … is not a command", advice: "to give a value a name: let \(word) = 0.1", at: span)
    }
    if scanner.offset == afterWord, scanner.isNext("("), !StatementForm.keywords.contains(word) {
      throw Failure(
        "\(word)(…) is a value, not a command", advice: "to see it: print \(word)(…)", at: span)
    }
    return Name(word, at: span)
  }

  private func notAVerb(_ span: Span) -> Failure {
    let place = span.start == span.end ? upcoming : span
    let text = source[place]
    if let quote = text.unicodeScalars.first, "\"'([-.0123456789".unicodeScalars.contains(quote) {
      return Failure(
        "a line starts with a command, not with a value", advice: "to see a value: print 3 + 4", at: place)
    }
    return Failure(
      "a line starts with a command, got \(quoted(text))",
      advice: "for example: \(example) (help lists the commands)",
      at: place)
  }

  /// `layer ?`, `layer dense ?`, `layer?` and `?` ask for help, whatever the verb is.
  private mutating func help(on verb: Name) -> Command? {
    let place = Span(verb.span.start, verb.span.start)
    if verb.text == "?" { return Command(Name("help", at: verb.span), []) }
    if verb.text.last == "?" {
      let word = Expression(.word(String(verb.text.dropLast())), at: Span(verb.span.start, verb.span.end - 1))
      return Command(Name("help", at: place), [CommandArgument(word)])
    }
    let before = scanner
    guard scanner.word() == "?", StatementForm.keywords.contains(verb.text) else {
      scanner = before
      return nil
    }
    return Command(Name("help", at: place), [CommandArgument(Expression(.word(verb.text), at: verb.span))])
  }
}
