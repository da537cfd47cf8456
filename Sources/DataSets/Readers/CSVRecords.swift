import Basis

/// Cuts the bytes of a CSV file into records and fields (RFC 4180, with either line ending, and spaces around
/// fields ignored). Works on bytes: a data set is read while the prompt waits.
struct CSVRecords {
  struct Field {
    /// Without quotes and surrounding spaces.
    let range: Range<Int>
    let isQuoted: Bool
    /// Contains doubled quotes that stand for one.
    let hasEscapes: Bool
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let separator: UInt8
  let path: String

  /// Calls `body` with the line number where a record begins and its fields. Lines without any character are
  /// skipped.
  func forEach(_ body: (_ line: Int, _ fields: [Field]) throws -> Void) throws {
    var position = hasMark ? 3 : 0
    var line = 1
    var fields: [Field] = []
    while position < bytes.count {
      fields.removeAll(keepingCapacity: true)
      let start = position
      let firstLine = line
      var isAtEnd = false
      while !isAtEnd {
        fields.append(try field(&position, &line))
        if position < bytes.count, bytes[position] == separator {
          position += 1
        } else {
          isAtEnd = true
        }
      }
      let isBlank =
        fields.count == 1 && !fields[0].isQuoted && (start..<position).allSatisfy { isSpace(bytes[$0]) }
      if position < bytes.count, bytes[position] == carriageReturn { position += 1 }
      if position < bytes.count, bytes[position] == newline { position += 1 }
      line += 1
      if !isBlank { try body(firstLine, fields) }
    }
  }

  /// Reads one field; `position` then stands on a separator, a line's end or the end of the file.
  private func field(_ position: inout Int, _ line: inout Int) throws -> Field {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    if position < bytes.count, bytes[position] == quote { return try quoted(&position, &line) }
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    var end = position
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return Field(range: start..<end, isQuoted: false, hasEscapes: false)
  }

  private func quoted(_ position: inout Int, _ line: inout Int) throws -> Field {
    let firstLine = line
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      guard position < bytes.count else {
        throw Problem(
          "\(Files.shown(path)), line \(firstLine): the quotation mark that opens here is never closed",
          advice: "every \" that opens a field needs one that closes it; inside a field a \" is written \"\"",
          kind: .malformed)
      }
      let byte = bytes[position]
      if byte == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
        hasEscapes = true
        position += 1
      } else if byte == newline || (byte == carriageReturn && !isFollowedByNewline(position)) {
        line += 1
      }
      position += 1
    }
    let range = start..<position
    position += 1
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position == bytes.count || isEnd(bytes[position]) else {
      throw Problem(
        "\(Files.shown(path)), line \(line): after a quoted field comes more text instead of a separator",
        advice: "inside a quoted field a \" is written \"\"", kind: .malformed)
    }
    return Field(range: range, isQuoted: true, hasEscapes: hasEscapes)
  }

  private var hasMark: Bool { bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF }

  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == newline || byte == carriageReturn }

  private func isSpace(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != separator }

  private func isFollowedByNewline(_ position: Int) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == newline
  }

  /// The text of a field, or nil if it is not UTF-8.
  func text(_ field: Field) -> String? {
    guard let text = String(validating: bytes[field.range], as: UTF8.self) else { return nil }
    return field.hasEscapes ? text.replacing("\"\"", with: "\"") : text
  }
}

private let quote: UInt8 = 0x22
private let newline: UInt8 = 0x0A
private let carriageReturn: UInt8 = 0x0D
