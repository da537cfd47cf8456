import Basis

/// A stretch of text in one look.
struct StyledRun: Equatable {
  var text: String
  var styles: Set<ProseStyle>

  init(_ text: String, _ styles: Set<ProseStyle> = []) {
    self.text = text
    self.styles = styles
  }
}

/// A line, or a paragraph before it is broken into lines.
typealias StyledText = [StyledRun]

extension StyledText {
  var width: Int { reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// The least width at which no word has to be cut.
  var widestWord: Int {
    pieces(atMost: .max).map { piece in if case .word(let word, _) = piece { word.width } else { 0 } }.max()
      ?? 0
  }

  /// Breaks at spaces into lines of at most `width` columns; a word that is wider is cut.
  func wrapped(to width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var line: StyledText = []
    var used = 0
    func finish() {
      lines.append(line)
      line = []
      used = 0
    }
    for piece in pieces(atMost: Swift.max(width, 2)) {
      switch piece {
      case .lineBreak: finish()
      case .word(let word, let space):
        let size = word.width
        if used > 0, let space {
          if used + 1 + size <= width {
            line.append(space)
            used += 1
          } else {
            finish()
          }
        } else if used > 0, used + size > width {
          finish()
        }
        line += word
        used += size
      }
    }
    if !line.isEmpty || lines.isEmpty { finish() }
    return lines.map(\.merged)
  }

  private enum Piece {
    /// A stretch without spaces, and the space before it if there was one.
    case word(StyledText, space: StyledRun?)
    case lineBreak
  }

  private func pieces(atMost width: Int) -> [Piece] {
    var pieces: [Piece] = []
    var word: StyledText = []
    var wordWidth = 0
    var space: StyledRun?
    func finish() {
      if !word.isEmpty { pieces.append(.word(word, space: space)) }
      if !word.isEmpty { space = nil }
      word = []
      wordWidth = 0
    }
    for run in self {
      var text = ""
      func flush() {
        if !text.isEmpty { word.append(StyledRun(text, run.styles)) }
        text = ""
      }
      for scalar in run.text.unicodeScalars {
        if scalar == " " || scalar == "\n" {
          flush()
          finish()
          if scalar == "\n" {
            pieces.append(.lineBreak)
            space = nil
          } else {
            space = StyledRun(" ", run.styles)
          }
          continue
        }
        let size = DisplayWidth.of(scalar)
        if wordWidth + size > width {
          flush()
          finish()
        }
        text.unicodeScalars.append(scalar == StyledText.stickySpace ? " " : scalar)
        wordWidth += size
      }
      flush()
    }
    finish()
    return pieces
  }

  /// A space at which no line may break.
  static var stickySpace: Unicode.Scalar { "\u{A0}" }

  private var merged: StyledText {
    reduce(into: []) { result, run in
      if let last = result.last, last.styles == run.styles {
        result[result.count - 1].text += run.text
      } else {
        result.append(run)
      }
    }
  }
}
