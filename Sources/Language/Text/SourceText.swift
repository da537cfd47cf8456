import Basis

/// Program text and where it came from. Spans are offsets into its UTF-8 bytes.
package struct SourceText: Equatable, Sendable {
  package let text: String
  /// The name of the file or lesson; nil for what is typed at the prompt.
  package let origin: String?
  /// The number of the first line in its file: 1, or more for a block inside a lesson.
  package let firstLine: Int
  package let bytes: [UInt8]
  /// Offset of the first byte of every line.
  private let lineStarts: [Int]

  package init(_ text: String, origin: String? = nil, firstLine: Int = 1) {
    self.init(checked: Array(text.utf8), text, origin: origin, firstLine: firstLine)
  }

  private init(checked bytes: [UInt8], _ text: String, origin: String?, firstLine: Int) {
    self.text = text
    self.origin = origin
    self.firstLine = firstLine
    self.bytes = bytes
    lineStarts = SourceText.lineStarts(of: bytes)
  }

  /// Text from a file. Throws when the bytes are not text: NUL, or not UTF-8.
  package init(bytes: [UInt8], origin: String? = nil, firstLine: Int = 1) throws(Diagnostic) {
    if let bad = SourceText.firstBadByte(in: bytes) {
      // Only what stands before the bad byte is known to be text; it is enough to count lines and columns.
      let before = SourceText(
        String(decoding: bytes[..<bad], as: UTF8.self), origin: origin, firstLine: firstLine)
      let place = before.position(at: bad)
      let byte = String(bytes[bad], radix: 16)
      throw Diagnostic(
        Problem(
          "\(origin ?? "the input") is not a text file: byte 0x\(byte.count == 1 ? "0" : "")\(byte) at line "
            + "\(place.line), column \(place.column)",
          advice: "a script is plain UTF-8 text with one command a line", kind: .malformed, at: Span(bad, bad)
        ),
        in: before)
    }
    self.init(
      checked: bytes, String(decoding: bytes, as: UTF8.self), origin: origin, firstLine: firstLine)
  }

  /// A place for people: both count from 1, columns in characters.
  package struct Position: Equatable, Sendable {
    package let line: Int
    package let column: Int
  }

  package func position(at offset: Int) -> Position {
    let offset = min(max(0, offset), bytes.count)
    let index = lineIndex(at: offset)
    let before = String(decoding: bytes[lineStarts[index]..<offset], as: UTF8.self)
    return Position(line: firstLine + index, column: before.count + 1)
  }

  /// The bytes of the line at `offset`, without its line break.
  package func line(at offset: Int) -> Range<Int> {
    let start = lineStarts[lineIndex(at: min(max(0, offset), bytes.count))]
    let end = bytes[start...].firstIndex { $0 == Byte.newline || $0 == Byte.carriageReturn } ?? bytes.count
    return start..<end
  }

  /// The text at `span`, as far as it lies inside.
  package subscript(span: Span) -> String {
    let end = min(span.end, bytes.count)
    return String(decoding: bytes[min(span.start, end)..<end], as: UTF8.self)
  }

  private func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      let endsLine =
        byte == Byte.newline
        || byte == Byte.carriageReturn && !(index + 1 < bytes.count && bytes[index + 1] == Byte.newline)
      if endsLine { starts.append(index + 1) }
    }
    return starts
  }

  private static func firstBadByte(in bytes: [UInt8]) -> Int? {
    let zero = bytes.firstIndex(of: 0)
    if String(validating: bytes, as: UTF8.self) != nil { return zero }
    var decoder = UTF8()
    var offset = 0
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return min(offset, zero ?? offset)
  }
}

/// The bytes that the scanner and the line table know by name.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
}
