/// What a stretch of rendered prose is; how that looks is the palette's business.
package enum ProseStyle: Hashable, CaseIterable, Sendable {
  case heading, emphasis, strong, code, link, quote
  /// Bullets, rules and frames.
  case ornament
}

/// Maps styles to escape sequences, or to nothing.
package struct ProsePalette: Sendable {
  private let opening: [ProseStyle: String]
  private let closing: String

  /// `opening` holds the sequence that switches a style on, `closing` the one that switches everything off.
  package init(opening: [ProseStyle: String], closing: String) {
    self.opening = opening
    self.closing = closing
  }

  /// No escape sequences. Emphasis then keeps its asterisks.
  package static let plain = ProsePalette(opening: [:], closing: "")

  package var isPlain: Bool { opening.isEmpty }

  func paint(_ text: String, _ styles: Set<ProseStyle>) -> String {
    let codes = ProseStyle.allCases.filter(styles.contains).compactMap { opening[$0] }
    return codes.isEmpty || text.isEmpty ? text : codes.joined() + text + closing
  }
}
