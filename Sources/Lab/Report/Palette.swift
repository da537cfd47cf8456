import Charts
import Lessons

/// Maps styles to escape sequences, or to nothing.
package struct Palette: Sendable {
  private let opening: [Style: String]
  /// For prose: lessons and help.
  package let prose: ProsePalette
  /// For pictures that have colours themselves.
  package private(set) var pictures = PictureColours.none

  private static let closing = "\u{1B}[0m"

  package static let plain = Palette([:], prose: .plain)

  private init(_ opening: [Style: String], prose: ProsePalette) {
    self.opening = opening
    self.prose = prose
  }

  /// The sixteen colours that every terminal's own theme keeps readable on its own background.
  package static let coloured = Palette(
    [
      .heading: "\u{1B}[1m", .name: "\u{1B}[36m", .good: "\u{1B}[32m", .warning: "\u{1B}[33m",
      .bad: "\u{1B}[31m",
      .faint: "\u{1B}[2m",
    ],
    prose: ProsePalette(
      opening: [
        .heading: "\u{1B}[1m", .emphasis: "\u{1B}[3m", .strong: "\u{1B}[1m", .code: "\u{1B}[36m",
        .link: "\u{1B}[4m", .quote: "\u{1B}[2m", .ornament: "\u{1B}[2m",
      ], closing: closing))

  /// The same, with as many colours for pictures as the terminal has.
  package func showing(_ pictures: PictureColours) -> Palette {
    var palette = self
    palette.pictures = pictures
    return palette
  }

  /// Lines of a drawing as they stand in a file.
  static func withoutColours(_ lines: [String]) -> String {
    lines.joined(separator: "\n").replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }

  package var isPlain: Bool { opening.isEmpty }

  package func paint(_ text: String, _ style: Style) -> String {
    guard !text.isEmpty, let code = opening[style] else { return text }
    return code + text + Palette.closing
  }

  package func paint(_ text: StyledText) -> String {
    text.pieces.map { paint($0.text, $0.style) }.joined()
  }
}
