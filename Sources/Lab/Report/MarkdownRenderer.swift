import Basis
import Charts
import Lessons

/// Turns documents into Markdown, as Git hosts show it.
package enum MarkdownRenderer {
  /// Columns of a drawing.
  private static let width = 72
  private static let barWidth = 10

  package static func text(_ document: Document) -> String {
    let blocks =
      [["# " + MarkdownText.prose(document.title)], facts(document.facts)]
      + document.sections.flatMap { section($0, level: 2) }
    return text(blocks)
  }

  package static func text(_ report: Report) -> String { text(blocks(report)) }

  /// A blank line between any two blocks.
  private static func text(_ blocks: [[String]]) -> String {
    blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private static func section(_ section: Document.Section, level: Int) -> [[String]] {
    [[String(repeating: "#", count: min(6, level)) + " " + MarkdownText.prose(section.title)]]
      + blocks(section.report) + section.sections.flatMap { self.section($0, level: level + 1) }
  }

  private static func blocks(_ report: Report) -> [[String]] { report.parts.flatMap(blocks) }

  private static func blocks(_ part: Report.Part) -> [[String]] {
    switch part {
    case .sentence(let text), .line(let text): [[styled(text)]]
    case .table(let table): [table.caption.map { ["**\(MarkdownText.prose($0))**"] } ?? [], rows(table)]
    case .facts(let facts): [self.facts(facts)]
    case .chart(_, let lines, _): [MarkdownText.block(Palette.withoutColours(lines))]
    case .plot(_, let figure, let sentence, _): self.figure(figure, sentence)
    case .code(_, let text): [MarkdownText.block(text)]
    case .data, .gap: []
    }
  }

  private static func figure(_ figure: Plot, _ sentence: StyledText) -> [[String]] {
    let words = "**\(MarkdownText.prose(figure.title))** " + styled(sentence, isStart: false)
    if figure.size == .small, case .histogram(let histogram, _) = figure.content {
      return [["\(words) `\(Sparkline.text(histogram.counts.map(Double.init)))`"]]
    }
    let drawing = figure.lines(width: width) + (figure.key.map { ["", $0] } ?? [])
    return [[words], drawing.isEmpty ? [] : MarkdownText.block(drawing.joined(separator: "\n"))]
  }

  private static func facts(_ facts: [Report.Fact]) -> [String] {
    facts.map { fact in
      let label = fact.label.isEmpty ? "" : "**\(MarkdownText.prose(fact.label))** "
      return "- " + label + styled(StyledText(fact.text, fact.style), isStart: label.isEmpty)
    }
  }

  private static func rows(_ table: Table) -> [String] {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let titles = table.columns.map { MarkdownText.prose($0.title) }
    let rules = table.columns.map { $0.alignment == .right ? "---:" : "---" }
    return [line(titles), line(rules)]
      + table.rows.map { row in
        line(
          zip(table.columns, row).map { column, cell in
            if column.alignment == .bar { return Bar.text(cell.fraction, width: barWidth) }
            let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return lines.map { styled(StyledText($0, cell.style), isStart: false) }.joined(separator: "<br>")
          })
      }
  }

  /// What the words say by themselves needs no weight; what a colour stresses on a screen gets some.
  private static func styled(_ text: StyledText, isStart: Bool = true) -> String {
    text.pieces.enumerated().map { index, piece in
      let words = isStart && index == 0 ? MarkdownText.paragraph(piece.text) : MarkdownText.prose(piece.text)
      switch piece.style {
      case .plain, .name, .faint: return words
      case .heading, .good, .warning, .bad: return strong(words)
      }
    }.joined()
  }

  /// The stars touch the words, or they would be stars.
  private static func strong(_ words: String) -> String {
    let core = words.drop { $0 == " " }
    let start = words.prefix(words.count - core.count)
    let trimmed = core.reversed().drop { $0 == " " }.count
    guard trimmed > 0 else { return words }
    return "\(start)**\(core.prefix(trimmed))**\(core.dropFirst(trimmed))"
  }
}
