/// What Tab may put in place of the word at the cursor.
package struct Completions: Equatable, Sendable {
  package struct Candidate: Equatable, Sendable {
    /// What replaces the word, with quotes where the language needs them.
    package let text: String
    /// Whether a space should follow: not after `lr=` or a folder's `/`.
    package let isWhole: Bool

    package init(_ text: String, isWhole: Bool = true) {
      self.text = text
      self.isWhole = isWhole
    }
  }

  /// The word to be replaced, as offsets into the line's UTF-8 bytes.
  package var start: Int
  package var end: Int
  package var candidates: [Candidate]
}

extension Lab {
  /// - Parameter cursor: offset into the line's UTF-8 bytes.
  package func completions(line: String, cursor: Int) -> Completions {
    Completions(start: cursor, end: cursor, candidates: [])
  }
}
