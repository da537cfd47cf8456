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

  package static func + (first: StyledText, second: StyledText) -> StyledText {
    var sum = first
    sum.pieces += second.pieces
    return sum
  }
}
