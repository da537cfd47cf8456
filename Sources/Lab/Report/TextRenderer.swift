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
    case .plot(_, let figure, let sentence, _):
      return figure.lines(width: width) + (sentence.plain.isEmpty ? [] : lines(.sentence(sentence)))
    case .code(_, let text):
      return SafeText.code(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
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
        (index == 0 ? palette.paint(label, .faint) : String(repeating: " ", count: indent))
          + palette.paint(line)
      }
    }
  }

  private func lines(_ table: Table) -> [String] { TableLayout(table, width: width, palette: palette).lines }
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
