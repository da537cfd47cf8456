import Basis

/// Lays prose out as lines of at most `width` columns.
package struct ProseRenderer: Sendable {
  package let width: Int
  package let palette: ProsePalette

  /// Narrower than this no layout makes sense; a terminal that is will wrap the lines itself.
  package static let narrowest = 20

  package init(width: Int = 80, palette: ProsePalette = .plain) {
    self.width = max(width, ProseRenderer.narrowest)
    self.palette = palette
  }

  /// Ends with a line break unless empty.
  package func text(_ blocks: [Markdown.Block]) -> String {
    lines(blocks, width: width).map { paint($0) + "\n" }.joined()
  }

  private func paint(_ line: StyledText) -> String {
    var line = line
    while let last = line.last, last.text.allSatisfy({ $0 == " " }) { line.removeLast() }
    if let last = line.last {
      let kept = last.text.unicodeScalars.reversed().drop { $0 == " " }.reversed()
      line[line.count - 1].text = String(String.UnicodeScalarView(kept))
    }
    return line.map { palette.paint($0.text, $0.styles) }.joined()
  }

  // MARK: Blocks

  private func lines(_ blocks: [Markdown.Block], width: Int, isTight: Bool = false) -> [StyledText] {
    var result: [StyledText] = []
    for block in blocks {
      let next = lines(block, width: width)
      if !result.isEmpty, !next.isEmpty, !isTight { result.append([]) }
      result += next
    }
    return result
  }

  private func lines(_ block: Markdown.Block, width: Int) -> [StyledText] {
    switch block {
    case .paragraph(let inlines): inlines.styled(marksEmphasis: palette.isPlain).wrapped(to: width)
    case .heading(let level, let inlines): heading(level, inlines, width)
    case .rule: [[StyledRun(String(repeating: "─", count: width), [.ornament])]]
    case .quote(let blocks): quote(blocks, width)
    case .list(let start, let tight, let items): list(start, tight, items, width)
    case .code(_, let text): code(text, width)
    case .table(let table):
      TableLayout(table, width: width, marksEmphasis: palette.isPlain).lines
    }
  }

  private func heading(_ level: Int, _ inlines: [Markdown.Inline], _ width: Int) -> [StyledText] {
    let mark = level > 2 ? [StyledRun(String(repeating: "#", count: level) + " ", [.ornament])] : []
    // Emphasis inside a heading needs no asterisks.
    let lines = (mark + inlines.styled(marksEmphasis: false, [.heading])).wrapped(to: width)
    guard level <= 2 else { return lines }
    let length = lines.map(\.width).max() ?? 0
    return lines + [[StyledRun(String(repeating: level == 1 ? "═" : "─", count: length), [.ornament])]]
  }

  private func quote(_ blocks: [Markdown.Block], _ width: Int) -> [StyledText] {
    prefixed(by: "│ ", "│ ", width) { lines(blocks, width: $0) }
  }

  private func list(_ start: Int?, _ tight: Bool, _ items: [[Markdown.Block]], _ width: Int) -> [StyledText] {
    let marks = items.indices.map { index in start.map { "\($0 + index). " } ?? "• " }
    let size = marks.map(\.count).max() ?? 0
    var result: [StyledText] = []
    for (mark, item) in zip(marks, items) {
      if !result.isEmpty, !tight { result.append([]) }
      let first = String(repeating: " ", count: size - mark.count) + mark
      var body = prefixed(by: first, String(repeating: " ", count: size), width) {
        lines(item, width: $0, isTight: tight)
      }
      if body.isEmpty { body = [[StyledRun(first, [.ornament])]] }
      result += body
    }
    return result
  }

  private func code(_ text: String, _ width: Int) -> [StyledText] {
    prefixed(by: "    ", "    ", width) { width in
      text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        // Spaces are part of the code: nothing is dropped where a line has to be cut.
        let solid = String(line).replacing(" ", with: String(StyledText.stickySpace))
        return [StyledRun(solid, [.code])].wrapped(to: width)
      }
    }
  }

  /// Lays `body` out beside a prefix; without one where it would leave too little room for words.
  private func prefixed(
    by first: String, _ others: String, _ width: Int, _ body: (Int) -> [StyledText]
  ) -> [StyledText] {
    let size = DisplayWidth.of(first)
    guard width - size >= ProseRenderer.narrowest / 2 else { return body(width) }
    return body(width - size).enumerated().map { index, line in
      [StyledRun(index == 0 ? first : others, [.ornament])] + line
    }
  }
}
