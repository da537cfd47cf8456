import Basis

/// Words, names and strings.
extension Scanner {
  /// A word as it may stand in a command: names, numbers, file names, patterns. Empty if none comes next.
  mutating func word() -> String {
    let start = offset
    var end = offset
    while let (scalar, width) = scalar(at: end), Scanner.isWordPart(scalar) { end += width }
    if end > start { advance(end - start) }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "-", ".", "/", "~", "+", ":", "@", "%", "*", "?": true
    default: isLetter(scalar)
    }
  }

  /// A name as it may stand in an expression. A hyphen between letters and a point before a letter belong to
  /// it, as in `leaky-relu` and `gradient.mean`; `n-1` is a subtraction. Nil if none comes next.
  mutating func name() -> String? {
    guard isLetter(at: offset) else { return nil }
    let start = offset
    var end = offset
    var previousIsLetter = false
    while let (scalar, width) = scalar(at: end) {
      let isLetter = Scanner.isLetter(scalar)
      let joins = scalar == "-" && previousIsLetter || scalar == "."
      guard isLetter || isDigit(at: end) || joins && self.isLetter(at: end + 1) else { break }
      previousIsLetter = isLetter
      end += width
    }
    advance(end - start)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// A quoted string with its escapes resolved.
  mutating func string() throws(Failure) -> String {
    let start = offset
    let quote = bytes[start]
    var content: [UInt8] = []
    advance()
    while let byte {
      advance()
      switch byte {
      case quote:
        return String(decoding: content, as: UTF8.self)
      case Byte.backslash: content.append(try escape(inStringAt: start))
      case Byte.carriageReturn:
        if self.byte == Byte.newline { advance() }
        content.append(Byte.newline)
      case 0..<0x20 where byte != Byte.newline && byte != Byte.tab, 0x7F:
        throw Failure(
          "a string cannot contain the control character \(Visible.text(Unicode.Scalar(byte)))",
          advice: "only line breaks and tabs may stand in a string, also as \\n and \\t",
          at: Span(offset - 1, offset))
      default: content.append(byte)
      }
    }
    throw Failure(
      "this quote is never closed", advice: "text stands between two quotes of one kind: \"two words\"",
      at: Span(start, start + 1), isUnfinished: true)
  }

  private mutating func escape(inStringAt start: Int) throws(Failure) -> UInt8 {
    guard let byte else {
      throw Failure("this quote is never closed", at: Span(start, start + 1), isUnfinished: true)
    }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return Byte.newline
    case UInt8(ascii: "t"): return Byte.tab
    case Byte.backslash, UInt8(ascii: "\""), UInt8(ascii: "'"): return byte
    default:
      let width = scalar(at: offset - 1)?.width ?? 1
      throw Failure(
        "in a string, \\ starts one of \\n, \\t, \\\\, \\\" and \\'",
        advice: "for a backslash write two: \"a\\\\b\"",
        at: Span(offset - 2, offset - 1 + width))
    }
  }
}
