import Basis

/// The line around a span and the carets below it, cut to a width and safe for a terminal.
struct Excerpt {
  let line: String
  let caret: String

  private struct Cell {
    let text: String
    let columns: Int
    let offset: Int
  }

  /// Nil if there is nothing to see on that line.
  init?(of span: Span, in source: SourceText, width: Int) {
    let whole = source.line(at: span.start)
    let start = min(max(span.start, whole.lowerBound), whole.upperBound)
    let end = min(max(span.end, start), whole.upperBound)
    // A line may be a megabyte long; only what can be on screen around the caret is looked at.
    let reach = 8 * width
    let window = max(whole.lowerBound, start - reach)..<min(whole.upperBound, start + reach)
    let cells = Excerpt.cells(source.bytes, window)
    guard cells.contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) else { return nil }

    var left = cells.prefix { $0.offset < start }
    var right = cells.dropFirst(left.count)
    var isCutLeft = window.lowerBound > whole.lowerBound
    var isCutRight = window.upperBound < whole.upperBound
    func columns(_ part: ArraySlice<Cell>) -> Int { part.reduce(0) { $0 + $1.columns } }
    var leftColumns = columns(left)
    var rightColumns = columns(right)
    func isTooWide() -> Bool {
      // At the end of the line the caret needs a column of its own.
      leftColumns + max(1, rightColumns) + (isCutLeft ? 1 : 0) + (isCutRight ? 1 : 0) > width
    }
    while isTooWide(), leftColumns > width / 2, let cell = left.popFirst() {
      leftColumns -= cell.columns
      isCutLeft = true
    }
    while isTooWide(), let cell = right.popLast() {
      rightColumns -= cell.columns
      isCutRight = true
    }
    line = (isCutLeft ? "…" : "") + (left + right).map(\.text).joined() + (isCutRight ? "…" : "")
    let marked = columns(right.prefix { $0.offset < end })
    caret =
      String(repeating: " ", count: leftColumns + (isCutLeft ? 1 : 0))
      + String(repeating: "^", count: max(1, marked))
  }

  private static func cells(_ bytes: [UInt8], _ window: Range<Int>) -> [Cell] {
    // A window may begin inside a character; its remaining bytes are left out.
    let first = bytes[window].firstIndex { $0 & 0xC0 != 0x80 } ?? window.upperBound
    var last = window.upperBound
    while last > first, last < bytes.count, bytes[last] & 0xC0 == 0x80 { last -= 1 }
    var offset = first
    return String(decoding: bytes[first..<last], as: UTF8.self).map { character in
      let text = offset == 0 && character == "\u{FEFF}" ? "" : Visible.text(String(character))
      let cell = Cell(text: text, columns: DisplayWidth.of(text), offset: offset)
      offset += character.utf8.count
      return cell
    }
  }
}
