import Basis

/// Where in a program the cursor stands: what completion has to know about the text left of it.
///
/// Unlike the parser it makes something of every text, because half a line is never a program.
package struct CursorContext: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    /// The first word of a statement.
    case verb
    /// An unnamed value, or the name of a setting, after the arguments given so far.
    case argument(of: String, after: [WrittenArgument])
    /// Behind `setting=`, also inside a list there.
    case value(setting: String, of: String, after: [WrittenArgument])
    /// Bindings, measurements and functions.
    case expression
    /// Inside `name( … )` of an expression.
    case call(of: String)
    /// Inside a list of an expression, where words stand for themselves: `for a in [relu, …`.
    case list
    /// A comment or a new name.
    case nothing
  }

  package struct WrittenArgument: Equatable, Sendable {
    package let name: String?
    package let text: String

    package init(name: String? = nil, text: String) {
      self.name = name
      self.text = text
    }
  }

  package let place: Place
  /// The beginning of the word at the cursor, perhaps empty; without its quote.
  package let prefix: String
  /// Where the prefix begins, as an offset into the UTF-8 bytes of the text.
  package let start: Int
  /// The quote that is open at the cursor.
  package let quote: Character?

  package init(leftOf text: String) {
    var reader = StatementReader(text)
    reader.read()
    quote = reader.openQuote
    let statement = reader.statement
    var word = reader.unfinishedWord
    if reader.isInComment {
      place = .nothing
    } else {
      place = CursorContext.place(in: statement)
    }
    switch place {
    case .expression, .call, .list: if quote == nil { word = CursorContext.nameAtEnd(of: word) }
    case .verb, .argument, .value, .nothing: break
    }
    prefix = word
    // With a quote, escapes make the text longer than the prefix.
    start = quote == nil ? text.utf8.count - word.utf8.count : reader.stringStart
  }

  private static func place(in statement: [StatementReader.Token]) -> Place {
    guard let first = statement.first else { return .verb }
    guard case .word(let verb) = first else { return .nothing }
    let rest = statement.dropFirst()
    let opening = innermostOpen(in: rest)
    switch verb {
    case "let", "measure": return rest.contains(.sign("=")) ? expression(opening) : .nothing
    case "for": return rest.contains(.word("in")) ? expression(opening) : .nothing
    case _ where StatementForm.keywords.contains(verb): return expression(opening)
    default: break
    }
    // In a command, a list holds words like those outside it, and only parentheses hold arithmetic.
    if let opening, opening.isInsideParentheses {
      return expression(opening.level == 1 ? Opening(opening.bracket, nil, 1, true) : opening)
    }
    let (written, setting) = arguments(rest)
    return setting.map { .value(setting: $0, of: verb, after: written) }
      ?? .argument(of: verb, after: written)
  }

  private typealias Opening = (bracket: String, name: String?, level: Int, isInsideParentheses: Bool)

  private static func expression(_ opening: Opening?) -> Place {
    guard let opening else { return .expression }
    if opening.bracket == "[" { return .list }
    return opening.name.map { .call(of: $0) } ?? .expression
  }

  /// The last bracket that is not closed yet, with the word before it.
  private static func innermostOpen(in tokens: ArraySlice<StatementReader.Token>) -> Opening? {
    var open: [(bracket: String, name: String?)] = []
    var before: StatementReader.Token?
    for token in tokens {
      switch token {
      case .sign("("), .sign("["):
        var name: String?
        if case .word(let word) = before { name = nameAtEnd(of: word) }
        open.append((token == .sign("(") ? "(" : "[", name.flatMap { $0.isEmpty || $0 == "in" ? nil : $0 }))
      case .sign(")"), .sign("]"): _ = open.popLast()
      case .sign, .word, .string: break
      }
      before = token
    }
    return open.last.map { last in
      (last.bracket, last.name, open.count, open.contains { $0.bracket == "(" })
    }
  }

  /// The arguments before the cursor, and the setting whose value the cursor stands in.
  private static func arguments(
    _ tokens: ArraySlice<StatementReader.Token>
  ) -> (written: [WrittenArgument], setting: String?) {
    var written: [WrittenArgument] = []
    var setting: String?
    var group = ""
    var depth = 0
    func add(_ text: String) {
      written.append(WrittenArgument(name: setting, text: text))
      setting = nil
    }
    for token in tokens {
      switch token {
      case .sign("="):
        if depth == 0, let last = written.popLast() { setting = last.text } else { group += "=" }
      case .sign("("), .sign("["):
        depth += 1
        group += token.text
      case .sign(")"), .sign("]"):
        depth = max(0, depth - 1)
        group += token.text
        if depth == 0 {
          add(group)
          group = ""
        }
      case .word, .string, .sign:
        if depth > 0 { group += token.text } else { add(token.text) }
      }
    }
    return (written, setting)
  }

  /// `acc` of `2*acc`: in an expression, signs do not belong to the word.
  private static func nameAtEnd(of word: String) -> String {
    let afterRange = word.range(ofLast: "..").map { word[$0...] } ?? word[...]
    let name = afterRange.unicodeScalars.reversed().prefix {
      Scanner.isLetter($0) || "0123456789-.".unicodeScalars.contains($0)
    }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: name.reversed().drop { !Scanner.isLetter($0) })
    return String(scalars)
  }
}

extension String {
  /// Where the text after the last `part` begins.
  fileprivate func range(ofLast part: String) -> String.Index? {
    indices.last { self[$0...].hasPrefix(part) }.map { index(after: index(after: $0)) }
  }
}
