import Basis
import Lessons

/// What a lesson says of its own numbers: the stretches of its text in whose tables measured numbers stand, with those
/// that were measured now.
enum AccountChapter {
  static func sections(of lab: Lab, _ lesson: Lesson, prefix: String) -> [Document.Section] {
    let tables = MeasuredTables(lab)
    // Where a page ends on the screen, the text goes on.
    let texts = lesson.parts.reduce(into: [[]] as [[Markdown.Block]]) { texts, part in
      if case .prose(let blocks) = part.content {
        texts[texts.count - 1] += blocks
      } else {
        texts.append([])
      }
    }
    return texts.flatMap(AccountChapter.stretches).compactMap { stretch -> (String, [Markdown.Block])? in
      let filled = tables.filled(stretch)
      guard filled != stretch, case .heading(_, let title)? = filled.first else { return nil }
      return (title.words, Array(filled.dropFirst()))
    }.enumerated().map { index, stretch in
      Document.Section("\(prefix)-account-\(index + 1)", stretch.0, report(stretch.1, title: stretch.0))
    }
  }

  /// From each heading to the next.
  private static func stretches(_ blocks: [Markdown.Block]) -> [[Markdown.Block]] {
    blocks.reduce(into: []) { stretches, block in
      if case .heading = block { stretches.append([]) }
      if stretches.isEmpty { stretches.append([]) }
      stretches[stretches.count - 1].append(block)
    }
  }

  private static func report(_ blocks: [Markdown.Block], title: String) -> Report {
    var report = Report()
    for (index, block) in blocks.enumerated() { add(block, number: index + 1, title, to: &report) }
    return report
  }

  private static func add(_ block: Markdown.Block, number: Int, _ title: String, to report: inout Report) {
    switch block {
    case .paragraph(let inlines), .heading(_, let inlines): report.say(styled(inlines))
    case .table(let table): report.add(self.table(table, "account-\(number)", caption: title))
    case .quote(let blocks): for inner in blocks { add(inner, number: number, title, to: &report) }
    case .list(_, _, let items):
      for inner in items.joined() { add(inner, number: number, title, to: &report) }
    case .code(_, let text): report.add(code: "text-\(number)", text)
    case .rule: break
    }
  }

  /// Code in the look of names, without the marks of a screen.
  private static func styled(_ inlines: [Markdown.Inline]) -> StyledText {
    inlines.words.split(separator: "`", omittingEmptySubsequences: false).enumerated().reduce(StyledText(""))
    {
      $0 + StyledText(String($1.element), $1.offset.isMultiple(of: 2) ? .plain : .name)
    }
  }

  private static func table(_ table: Markdown.Table, _ id: String, caption: String) -> Table {
    let columns = table.header.enumerated().map { index, title in
      Table.Column("column\(index + 1)", title.words, table.alignments[index] == .right ? .right : .left)
    }
    return Table(
      id, caption: caption, columns,
      rows: table.rows.map { row in row.map { Table.Cell.text(styled($0).plain) } })
  }
}
