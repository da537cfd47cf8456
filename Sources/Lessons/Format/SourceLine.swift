/// A line of a lesson file that knows where it stands.
struct SourceLine {
  let text: Substring
  let place: LessonPlace

  /// The lines of `text`, of which the first stands at `place`; all begin at the same column.
  static func lines(of text: String, at place: LessonPlace) -> [SourceLine] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      SourceLine(
        text: line, place: LessonPlace(file: place.file, line: place.line + index, column: place.column))
    }
  }

  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  var isIndented: Bool { text.first == " " || text.first == "\t" }
  var indentation: Int { text.prefix { $0 == " " || $0 == "\t" }.count }

  /// Without white space at either end, and with the column moved accordingly.
  var trimmed: SourceLine {
    let start = dropping(indentation)
    let end = start.text.lastIndex { !$0.isWhitespace }.map { start.text.index(after: $0) }
    return SourceLine(text: start.text[..<(end ?? start.text.startIndex)], place: start.place)
  }

  /// Without its first characters.
  func dropping(_ count: Int) -> SourceLine {
    let kept = text.dropFirst(count)
    let skipped = text.distance(from: text.startIndex, to: kept.startIndex)
    return SourceLine(
      text: kept, place: LessonPlace(file: place.file, line: place.line, column: place.column + skipped))
  }

  /// What follows `prefix`, trimmed; nil if the line does not begin with it.
  func after(_ prefix: String) -> SourceLine? {
    text.hasPrefix(prefix) ? dropping(prefix.count).trimmed : nil
  }

  var code: LessonCode { LessonCode(String(text), at: place) }
}

extension [SourceLine] {
  /// The lines as one piece of code: common indentation and empty lines around it removed, line breaks kept, so
  /// that its k-th line is the k-th line of the file from its place on. Nil if there is nothing but blanks.
  var code: LessonCode? {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return nil
    }
    let body = self[first...last]
    let indentation = body.filter { !$0.isBlank }.map(\.indentation).min() ?? 0
    let text = body.map { $0.isBlank ? "" : String($0.text.dropFirst(indentation)) }.joined(separator: "\n")
    return LessonCode(text, at: self[first].dropping(indentation).place)
  }

  var text: String { map { String($0.text) }.joined(separator: "\n") }
}
