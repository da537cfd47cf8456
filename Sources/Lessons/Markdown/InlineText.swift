import Basis

extension [Markdown.Inline] {
  /// One paragraph's text. Code keeps its backticks, so that it never shows by colour alone; without a palette
  /// emphasis keeps its asterisks for the same reason.
  func styled(marksEmphasis: Bool, _ styles: Set<ProseStyle> = []) -> StyledText {
    flatMap { inline -> StyledText in
      switch inline {
      case .text(let text): return [StyledRun(text, styles)]
      case .lineBreak: return [StyledRun("\n", styles)]
      case .comment: return []
      case .code(let code):
        // A short command reads badly when it is torn apart.
        let isShort = DisplayWidth.of(code) <= 30
        let text = isShort ? code.replacing(" ", with: String(StyledText.stickySpace)) : code
        return [StyledRun("`\(text)`", styles.union([.code]))]
      case .emphasis(let inner):
        return inner.styled(marksEmphasis: marksEmphasis, styles.union([.emphasis]))
          .surrounded(by: marksEmphasis ? "*" : "", styles)
      case .strong(let inner):
        return inner.styled(marksEmphasis: marksEmphasis, styles.union([.strong]))
          .surrounded(by: marksEmphasis ? "**" : "", styles)
      case .link(let inner, let address):
        let text = inner.styled(marksEmphasis: marksEmphasis, styles.union([.link]))
        let shown = text.map(\.text).joined()
        return address.isEmpty || address == shown || address == "mailto:" + shown
          ? text : text + [StyledRun(" (\(address))", styles)]
      }
    }
  }

  /// The words alone.
  package var words: String {
    styled(marksEmphasis: false).map(\.text).joined().replacing(StyledText.stickySpaceText, with: " ")
  }
}

extension StyledText {
  fileprivate static var stickySpaceText: String { String(stickySpace) }

  fileprivate func surrounded(by mark: String, _ styles: Set<ProseStyle>) -> StyledText {
    mark.isEmpty ? self : [StyledRun(mark, styles)] + self + [StyledRun(mark, styles)]
  }
}
