import Basis

/// Reads text up to the cursor and keeps the parts of the statement that is being written there.
struct StatementReader {
  enum Token: Equatable {
    case word(String)
    case string(String)
    case sign(String)

    var text: String {
      switch self {
      case .word(let text), .sign(let text): text
      case .string(let text): Printer.quoted(text)
      }
    }
  }

  /// The finished parts of the last statement.
  private(set) var statement: [Token] = []
  /// The word or open string that ends at the cursor.
  private(set) var unfinishedWord = ""
  private(set) var openQuote: Character?
  /// Where the content of the open string begins.
  private(set) var stringStart = 0
  private(set) var isInComment = false
  private var scanner: Scanner
  private var brackets: [UInt8] = []

  init(_ text: String) { scanner = Scanner(Array(text.utf8)) }

  mutating func read() {
    while let byte = scanner.byte {
      switch byte {
      case UInt8(ascii: "#"): readComment()
      case Byte.newline, Byte.carriageReturn, UInt8(ascii: ";"):
        if !isInParentheses { statement = [] }
        scanner.advance()
      case Byte.space, Byte.tab: scanner.advance()
      case Byte.backslash:
        // Continues the line if only blanks follow; anywhere else it means nothing.
        let before = scanner.offset
        scanner.skipBlanks()
        if scanner.offset == before { scanner.advance() }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(byte)
      case UInt8(ascii: "{"):
        brackets.append(byte)
        statement = []
        scanner.advance()
      case UInt8(ascii: "}"):
        while let bracket = brackets.popLast(), bracket != UInt8(ascii: "{") {}
        statement = []
        scanner.advance()
      case UInt8(ascii: "("), UInt8(ascii: "["):
        brackets.append(byte)
        readSign(byte)
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        if isInParentheses { brackets.removeLast() }
        readSign(byte)
      default: readWord(byte)
      }
    }
  }

  private var isInParentheses: Bool {
    brackets.last == UInt8(ascii: "(") || brackets.last == UInt8(ascii: "[")
  }

  private mutating func readComment() {
    while let byte = scanner.byte, byte != Byte.newline, byte != Byte.carriageReturn { scanner.advance() }
    isInComment = scanner.isAtEnd
  }

  private mutating func readString(_ quote: UInt8) {
    var content: [UInt8] = []
    scanner.advance()
    stringStart = scanner.offset
    while let byte = scanner.byte {
      scanner.advance()
      if byte == quote {
        statement.append(.string(String(decoding: content, as: UTF8.self)))
        return
      }
      if byte == Byte.backslash, let escaped = scanner.byte {
        content.append(escaped)
        scanner.advance()
      } else {
        content.append(byte)
      }
    }
    openQuote = Character(Unicode.Scalar(quote))
    unfinishedWord = String(decoding: content, as: UTF8.self)
  }

  private mutating func readSign(_ byte: UInt8) {
    statement.append(.sign(String(Character(Unicode.Scalar(byte)))))
    scanner.advance()
  }

  private mutating func readWord(_ byte: UInt8) {
    let word = scanner.word()
    if word.isEmpty {
      let width = scanner.scalar(at: scanner.offset)?.width ?? 1
      if width == 1 { readSign(byte) } else { scanner.advance(width) }
    } else if scanner.isAtEnd {
      unfinishedWord = word
    } else {
      statement.append(.word(word))
    }
  }
}
