import Basis

/// Walks over the bytes of a text and reads its smallest parts: blanks, words, names, numbers, strings.
///
/// The same characters mean different things in a command (`data/a-1.csv` is one word) and in an expression
/// (there it is arithmetic), so the parser asks for the kind of part that may stand where it is.
struct Scanner {
  let bytes: [UInt8]
  private(set) var offset = 0
  /// Where the last part ended, before the blanks that follow it.
  private(set) var lastEnd = 0
  /// Inside `( )` and `[ ]` a line break is a blank like any other.
  var joinsLines = false
  /// The text ends directly after a `\` that continues the line.
  private(set) var endsInContinuation = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  var isAtEnd: Bool { offset >= bytes.count }
  var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func byte(ahead count: Int) -> UInt8? {
    offset + count < bytes.count ? bytes[offset + count] : nil
  }

  func isNext(_ character: Unicode.Scalar) -> Bool { byte == UInt8(ascii: character) }

  func isNext(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

  mutating func advance(_ count: Int = 1) {
    offset = min(offset + count, bytes.count)
    lastEnd = offset
  }

  /// Consumes `text` if it comes next.
  mutating func take(_ text: String) -> Bool {
    guard isNext(text) else { return false }
    advance(text.utf8.count)
    return true
  }

  /// Spaces, comments, continued lines, and line breaks where they do not count.
  mutating func skipBlanks() {
    while let byte {
      switch byte {
      case Byte.space, Byte.tab: offset += 1
      case 0xC2 where self.byte(ahead: 1) == 0xA0: offset += 2
      case UInt8(ascii: "#"): skipComment()
      case Byte.newline, Byte.carriageReturn:
        if !joinsLines { return }
        offset += 1
      case Byte.backslash:
        if !skipContinuation() { return }
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let byte, byte != Byte.newline, byte != Byte.carriageReturn { offset += 1 }
  }

  /// A `\` with nothing but spaces after it, and the line break.
  private mutating func skipContinuation() -> Bool {
    var next = offset + 1
    while next < bytes.count, bytes[next] == Byte.space || bytes[next] == Byte.tab { next += 1 }
    if next < bytes.count {
      guard bytes[next] == Byte.newline || bytes[next] == Byte.carriageReturn else { return false }
      let isPair =
        bytes[next] == Byte.carriageReturn && next + 1 < bytes.count && bytes[next + 1] == Byte.newline
      next += isPair ? 2 : 1
    }
    offset = next
    if isAtEnd { endsInContinuation = true }
    return true
  }

  /// The scalar at `place` and its length in bytes. The bytes are known to be UTF-8.
  func scalar(at place: Int) -> (value: Unicode.Scalar, width: Int)? {
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let end = min(place + width, bytes.count)
    guard let scalar = String(decoding: bytes[place..<end], as: UTF8.self).unicodeScalars.first else {
      return nil
    }
    return (scalar, width)
  }

  func isLetter(at place: Int) -> Bool { (scalar(at: place)?.value).map(Scanner.isLetter) ?? false }

  func isDigit(at place: Int) -> Bool { place < bytes.count && Scanner.isDigit(bytes[place]) }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Letters of any script with the marks on them, and the underscore.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    default:
      !scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark)
    }
  }
}

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
    offset += 1
    while let byte {
      offset += 1
      switch byte {
      case quote:
        lastEnd = offset
        return String(decoding: content, as: UTF8.self)
      case Byte.backslash: content.append(try escape(inStringAt: start))
      case Byte.carriageReturn:
        if self.byte == Byte.newline { offset += 1 }
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
    offset += 1
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
