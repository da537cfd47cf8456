import Basis

/// Commands and their arguments: words, numbers, ranges, strings, lists, calls, and arithmetic in parentheses.
extension Parser {
  mutating func command(_ verb: Name) throws(Failure) -> Command {
    var arguments: [CommandArgument] = []
    var names: Set<String> = []
    var block: [Statement]?
    arguments: while true {
      scanner.skipBlanks()
      switch scanner.byte {
      case nil, Byte.newline, Byte.carriageReturn, UInt8(ascii: ";"), UInt8(ascii: "}"): break arguments
      case UInt8(ascii: "{"):
        block = try self.block()
        break arguments
      default:
        let argument = try argument(after: arguments.last)
        if let name = argument.name, !names.insert(name.text).inserted {
          throw Failure("\(name.text) is given twice", advice: "keep one of the two", at: argument.span)
        }
        arguments.append(argument)
      }
    }
    if let last = arguments.last, last.name == nil, last.value.node == .word("?"), block == nil {
      let subject = CommandArgument(Expression(.word(verb.text), at: verb.span))
      return Command(
        Name("help", at: Span(verb.span.start, verb.span.start)), [subject] + arguments.dropLast())
    }
    return Command(verb, arguments, block: block)
  }

  private mutating func argument(after previous: CommandArgument?) throws(Failure) -> CommandArgument {
    if let name = settingName() {
      scanner.skipBlanks()
      switch scanner.byte {
      case nil, Byte.newline, Byte.carriageReturn, UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: "{"):
        throw Failure(
          "\(name.text)= needs a value", advice: "for example: \(name.text)=0.1",
          at: name.span.joined(with: Span(scanner.lastEnd, scanner.lastEnd)))
      default: return CommandArgument(try argumentValue(), named: name)
      }
    }
    let value = try argumentValue()
    if case .word(let word) = value.node, ["+", "-", "*", "/"].contains(word), previous != nil {
      throw Failure(
        "arithmetic in a command stands in parentheses", advice: "for example: train (2 \(word) 3)",
        at: value.span)
    }
    return CommandArgument(value)
  }

  /// `name =`, with or without the spaces; consumes nothing if something else comes next.
  private mutating func settingName() -> Name? {
    let before = scanner
    guard scanner.isLetter(at: before.offset) else { return nil }
    let word = scanner.word()
    let span = Span(before.offset, scanner.offset)
    scanner.skipBlanks()
    guard scanner.isNext("="), !scanner.isNext("==") else {
      scanner = before
      return nil
    }
    scanner.advance()
    return Name(word, at: span)
  }

  /// One value of a command, and the blank or bracket that must follow it.
  private mutating func argumentValue() throws(Failure) -> Expression {
    let value = try bareValue()
    switch scanner.byte {
    case nil, Byte.newline, Byte.carriageReturn, Byte.space, Byte.tab, Byte.backslash, 0xC2: break
    case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "="): break
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): break
    case UInt8(ascii: "#"):
      throw expected(
        "a space before the comment", advice: "a name that contains # stands in quotes: \"run #1\"")
    default: throw expected("a space", advice: "text with special characters stands in quotes: \"a&b\"")
    }
    return value
  }

  private mutating func bareValue() throws(Failure) -> Expression {
    let start = scanner.offset
    switch scanner.byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = try scanner.string()
      return Expression(.text(text), at: Span(start, scanner.offset))
    case UInt8(ascii: "["):
      return try nested { (parser) throws(Failure) in
        let items = try parser.items(closedBy: "]") { (parser) throws(Failure) in try parser.argumentValue() }
        return try parser.checked(.list(items), from: start)
      }
    case UInt8(ascii: "("):
      return try nested { (parser) throws(Failure) in
        let inner = try parser.parenthesized()
        return try parser.checked(.group(inner), from: start)
      }
    default:
      let before = scanner
      let word = scanner.word()
      guard !word.isEmpty else { throw noArgument() }
      if scanner.isNext("("), let name = name(at: before, as: word) { return try call(name) }
      return Expression(try node(of: word, at: start), at: Span(start, scanner.offset))
    }
  }

  /// The word that has just been read from here, if it could stand before `(` in an expression too.
  private func name(at start: Scanner, as word: String) -> Name? {
    var reader = start
    return reader.name() == word ? Name(word, at: Span(start.offset, scanner.offset)) : nil
  }

  /// `size(6, 50)`, without a blank before the parenthesis.
  private mutating func call(_ name: Name) throws(Failure) -> Expression {
    try nested { (parser) throws(Failure) in
      let arguments = try parser.items(closedBy: ")") { (parser) throws(Failure) in try parser.expression() }
      return try parser.checked(.call(name, arguments), from: name.span.start)
    }
  }

  private func noArgument() -> Failure {
    switch scanner.byte {
    case UInt8(ascii: ","):
      expected(
        "a value",
        advice: "put spaces between arguments, brackets around lists, no commas into numbers")
    case UInt8(ascii: "="): expected("a value", advice: "a setting is written name=value: lr=0.1")
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      Failure("this \(source[upcoming]) closes nothing", advice: "for example: \(example)", at: upcoming)
    default:
      expected(
        "a value",
        advice: "arithmetic stands in (parentheses), special characters in \"quotes\"")
    }
  }

  /// A word of a command is a number, a range, or just a word.
  private func node(of word: String, at start: Int) throws(Failure) -> Expression.Node {
    let span = Span(start, start + word.utf8.count)
    if let number = NumberWord.value(ofWord: word) { return .number(try finite(number, span)) }
    let digits = word.split(separator: "_", omittingEmptySubsequences: false)
    if digits.count > 1, digits.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Scanner.isDigit) }) {
      throw Failure("numbers are written without _", advice: "write \(digits.joined())", at: span)
    }
    if let range = try range(of: word, at: start) { return range }
    return .word(word)
  }

  /// `1..5`, `-3..n`: numbers or names with two points between them. `../a.csv` is none.
  private func range(of word: String, at start: Int) throws(Failure) -> Expression.Node? {
    let bytes = Array(word.utf8)
    let point = UInt8(ascii: ".")
    guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == point && bytes[$0 + 1] == point })
    else {
      return nil
    }
    func end(_ part: Range<Int>) throws(Failure) -> Expression? {
      let text = String(decoding: bytes[part], as: UTF8.self)
      let span = Span(start + part.lowerBound, start + part.upperBound)
      if let number = NumberWord.value(ofWord: text) {
        return Expression(.number(try finite(number, span)), at: span)
      }
      let isName =
        (text.unicodeScalars.first.map(Scanner.isLetter) ?? false)
        && text.unicodeScalars.allSatisfy {
          Scanner.isLetter($0) || "0123456789-".unicodeScalars.contains($0)
        }
      return isName ? Expression(.word(text), at: span) : nil
    }
    guard let lower = try end(0..<dots), let upper = try end(dots + 2..<bytes.count) else { return nil }
    return .range(lower, upper)
  }

  func finite(_ number: Double, _ span: Span) throws(Failure) -> Double {
    guard number.isFinite else {
      throw Failure("this number is too large", advice: "the largest is about 1.8e308", at: span)
    }
    return number
  }
}
