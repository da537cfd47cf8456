import Basis
import Lessons

/// Breaks styled text into lines between words.
enum TextWrapping {
  /// At least one line. A word longer than the width stands alone on its line.
  static func wrap(_ text: StyledText, width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var line = StyledText("")
    var column = 0
    for (word, style, hasSpace) in words(text) {
      let size = DisplayWidth.of(word)
      if column > 0, hasSpace, column + 1 + size > width {
        lines.append(line)
        (line, column) = (StyledText(""), 0)
      } else if column > 0, hasSpace {
        line = line + StyledText(" ", style)
        column += 1
      }
      line = line + StyledText(word, style)
      column += size
    }
    return lines + [line]
  }

  /// The same text without anything that controls a terminal.
  static func safe(_ text: StyledText) -> StyledText {
    text.pieces.reduce(StyledText("")) { $0 + StyledText(SafeText.line($1.text), $1.style) }
  }

  /// Words with their style, and whether a space stands before them.
  private static func words(_ text: StyledText) -> [(word: String, style: Style, hasSpace: Bool)] {
    var words: [(String, Style, Bool)] = []
    var hasSpace = false
    for piece in safe(text).pieces {
      for (index, part) in piece.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { hasSpace = true }
        if part.isEmpty { continue }
        words.append((String(part), piece.style, hasSpace))
        hasSpace = false
      }
    }
    return words
  }
}
