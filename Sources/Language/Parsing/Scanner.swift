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
