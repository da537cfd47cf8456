/// Lays prose out as lines of at most `width` columns.
package struct ProseRenderer: Sendable {
  package var width: Int
  package var palette: ProsePalette

  package init(width: Int = 80, palette: ProsePalette = .plain) {
    self.width = width
    self.palette = palette
  }

  /// Ends with a line break unless empty.
  package func text(_ blocks: [Markdown.Block]) -> String { "" }
}
