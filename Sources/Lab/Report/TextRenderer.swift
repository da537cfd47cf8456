import Basis
import Lessons

/// Turns a report into lines for people. The only place that knows widths, alignment and colour.
package struct TextRenderer: Sendable {
  package let width: Int
  package let palette: Palette

  package init(width: Int, palette: Palette = .plain) {
    self.width = max(20, width)
    self.palette = palette
  }

  /// Ends with a line break unless empty.
  package func text(_ report: Report) -> String {
    report.parts.flatMap(lines).map { $0 + "\n" }.joined()
  }

  func lines(_ part: Report.Part) -> [String] {
    switch part {
    case .sentence(let text):
      let wrapped: [StyledText] = TextWrapping.wrap(text, width: width)
      return wrapped.map { (line: StyledText) -> String in palette.paint(line) }
    case .line(let text): return [palette.paint(TextWrapping.safe(text))]
    case .table(let table): return lines(table)
    case .facts(let facts): return lines(facts)
    case .chart(_, let lines, _): return lines
    case .code(_, let text): return SafeText.code(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    case .data: return []
    case .gap: return [""]
    }
  }

  private func lines(_ facts: [Report.Fact]) -> [String] {
    let indent = (facts.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2
    return facts.flatMap { fact in
      let label = fact.label.padded(to: indent)
      let wrapped = TextWrapping.wrap(StyledText(fact.text, fact.style), width: max(20, width - indent))
      return wrapped.enumerated().map { index, line in
        (index == 0 ? palette.paint(label, .faint) : String(repeating: " ", count: indent)) + palette.paint(line)
      }
    }
  }

  private func lines(_ table: Table) -> [String] {
    var shown = Array(table.columns.indices)
    let texts = table.rows.map { $0.map { SafeText.line($0.text) } }
    let widths = table.columns.indices.map { column in
      texts.reduce(DisplayWidth.of(table.columns[column].title)) { max($0, DisplayWidth.of($1[column])) }
    }
    func total() -> Int { shown.reduce(0) { $0 + widths[$1] } + max(0, shown.count - 1) * 2 }
    while total() > width,
      let victim = shown.max(by: { table.columns[$0].dispensability < table.columns[$1].dispensability }),
      table.columns[victim].dispensability > 0
    {
      shown.removeAll { $0 == victim }
    }
    // What still does not fit is taken from the widest left-aligned column.
    var room = widths
    if total() > width, let widest = shown.filter({ table.columns[$0].alignment == .left }).max(by: { widths[$0] < widths[$1] }) {
      room[widest] = max(4, widths[widest] - (total() - width))
    }
    func line(_ cells: [(text: String, style: Style)]) -> String {
      var line = ""
      for (place, column) in shown.enumerated() {
        let text = cells[column].text.truncated(to: room[column])
        let gap = String(repeating: " ", count: max(0, room[column] - DisplayWidth.of(text)))
        let painted = palette.paint(text, cells[column].style)
        let isLast = place == shown.count - 1
        switch table.columns[column].alignment {
        case .right: line += gap + painted
        case .left: line += painted + (isLast ? "" : gap)
        }
        if !isLast { line += "  " }
      }
      return line
    }
    let header = line(table.columns.map { ($0.title, Style.faint) })
    return [header] + zip(table.rows, texts).map { row, texts in
      line(zip(texts, row).map { ($0, $1.style) })
    }
  }
}

extension String {
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
  }

  /// At most `width` columns; what was cut off is marked.
  package func truncated(to width: Int) -> String {
    if DisplayWidth.of(self) <= width { return self }
    var short = self
    while !short.isEmpty, DisplayWidth.of(short) > width - 1 { short.removeLast() }
    return short + "…"
  }
}
