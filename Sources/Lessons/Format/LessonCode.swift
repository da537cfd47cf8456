/// A piece of the command language that stands in a lesson file, with its place there, so that an error inside
/// it can point to the file.
package struct LessonCode: Equatable, Hashable, Sendable {
  package let text: String
  package let place: LessonPlace

  package init(_ text: String, at place: LessonPlace) {
    self.text = text
    self.place = place
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
