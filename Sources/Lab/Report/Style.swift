/// What a stretch of text means. How that looks is the palette's business, and it never says anything that the words
/// do not say as well.
package enum Style: String, CaseIterable, Sendable {
  case plain, heading, name, good, warning, bad, faint
}

/// Text with meaning: pieces of a line, each with its style.
package struct StyledText: Equatable, Sendable, ExpressibleByStringInterpolation {
  package struct Piece: Equatable, Sendable {
    package let text: String
    package let style: Style
  }

  package private(set) var pieces: [Piece]

  package init(_ text: String, _ style: Style = .plain) { pieces = [Piece(text: text, style: style)] }
  package init(stringLiteral text: String) { self.init(text) }

  package var plain: String { pieces.map(\.text).joined() }

  /// Neighbours of one style become one piece, so that a painted line switches its colour as seldom as possible.
  package static func + (first: StyledText, second: StyledText) -> StyledText {
    var sum = first
    for piece in second.pieces where !piece.text.isEmpty {
      if let last = sum.pieces.last, last.style == piece.style || last.text.isEmpty {
        sum.pieces[sum.pieces.count - 1] = Piece(text: last.text + piece.text, style: piece.style)
      } else {
        sum.pieces.append(piece)
      }
    }
    return sum
  }
}
