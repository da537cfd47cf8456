import Basis

/// A piece of the command language that stands in a lesson file, with its place there, so that an error inside
/// it can point to the file. Every line of `text` begins at `place.column`.
package struct LessonCode: Equatable, Hashable, Sendable {
  package let text: String
  package let place: LessonPlace

  package init(_ text: String, at place: LessonPlace) {
    self.text = text
    self.place = place
  }

  /// Where a stretch of `text` stands in the file; the beginning of the code if `span` is nil.
  package func place(of span: Span?) -> LessonPlace {
    guard let span else { return place }
    let before = text.utf8.prefix(span.start)
    let lines = before.count { $0 == UInt8(ascii: "\n") }
    let lineStart =
      before.lastIndex(of: UInt8(ascii: "\n")).map { text.utf8.index(after: $0) } ?? text.startIndex
    let column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count
    return LessonPlace(file: place.file, line: place.line + lines, column: place.column + column)
  }
}

/// A place in a lesson file; lines and columns count from 1.
package struct LessonPlace: Equatable, Hashable, Sendable {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `Lessons/02-vanishing.md:14:1`, the form that editors and terminals make clickable.
  package var text: String { "\(file):\(line):\(column)" }
}
