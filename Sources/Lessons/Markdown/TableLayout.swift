/// Fits a table into a width: columns as wide as their cells if possible, otherwise the widest give way and their
/// cells wrap; a table with too many columns for that is told row by row.
struct TableLayout {
  private let table: Markdown.Table
  private let width: Int
  private let marksEmphasis: Bool
  private let gap = 2
  private let narrowestColumn = 6

  init(_ table: Markdown.Table, width: Int, marksEmphasis: Bool) {
    self.table = table
    self.width = width
    self.marksEmphasis = marksEmphasis
  }

  var lines: [StyledText] {
    guard let widths = columnWidths else { return listing }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(
      separator: String(repeating: " ", count: gap))
    return row(table.header, widths, [.strong]) + [[StyledRun(rule, [.ornament])]]
      + table.rows.flatMap { row($0, widths, []) }
  }

  /// Nil if the columns cannot be made narrow enough. Words are broken only where there is no room for them whole.
  private var columnWidths: [Int]? {
    let count = table.alignments.count
    let room = width - gap * max(0, count - 1)
    guard count > 0, room >= count * narrowestColumn else { return nil }
    let columns = (0..<count).map { column in
      ([table.header] + table.rows).map { styled($0[column], []) }
    }
    // No column can be wider than all the room there is.
    let widths = columns.map { cells in min(room, max(1, cells.map(\.width).max() ?? 1)) }
    let words = columns.map { cells in max(narrowestColumn, cells.map(\.widestWord).max() ?? 1) }
    return narrowed(widths, to: room, atLeast: words)
      ?? narrowed(widths, to: room, atLeast: words.map { _ in narrowestColumn })
  }

  /// The widest give way first; nil if that is not enough.
  private func narrowed(_ widths: [Int], to room: Int, atLeast least: [Int]) -> [Int]? {
    var widths = widths
    while widths.reduce(0, +) > room {
      let widest = widths.indices.filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
      guard let widest else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  private func styled(_ cell: [Markdown.Inline], _ styles: Set<ProseStyle>) -> StyledText {
    cell.styled(marksEmphasis: marksEmphasis, styles)
  }

  private func row(_ cells: [[Markdown.Inline]], _ widths: [Int], _ styles: Set<ProseStyle>) -> [StyledText] {
    let wrapped = zip(cells, widths).map { styled($0, styles).wrapped(to: $1) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { level in
      var line: StyledText = []
      for (column, width) in widths.enumerated() {
        if column > 0 { line.append(StyledRun(String(repeating: " ", count: gap))) }
        let text = level < wrapped[column].count ? wrapped[column][level] : []
        line += padded(text, to: width, table.alignments[column])
      }
      return line
    }
  }

  private func padded(_ text: StyledText, to width: Int, _ alignment: Markdown.Table.Alignment) -> StyledText
  {
    let spare = max(0, width - text.width)
    let before =
      switch alignment {
      case .left: 0
      case .center: spare / 2
      case .right: spare
      }
    func blank(_ count: Int) -> StyledText {
      count > 0 ? [StyledRun(String(repeating: " ", count: count))] : []
    }
    return blank(before) + text + blank(spare - before)
  }

  /// `header: value` lines, with an empty line between the rows.
  private var listing: [StyledText] {
    var lines: [StyledText] = []
    for cells in table.rows {
      if !lines.isEmpty { lines.append([]) }
      for (title, cell) in zip(table.header, cells) {
        lines += (styled(title, [.strong]) + [StyledRun(": ")] + styled(cell, [])).wrapped(to: width)
      }
    }
    return lines
  }
}
