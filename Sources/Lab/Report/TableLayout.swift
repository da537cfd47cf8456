import Basis
import Charts
import Lessons

/// Fits a table into a width: closer columns first, then fewer, then shorter words.
struct TableLayout {
  static let barColumns = 6...16

  private let table: Table
  private let palette: Palette
  private let texts: [[String]]
  /// Columns shown, their widths, and the space between them.
  private var shown: [Int]
  private var widths: [Int]
  private var gap = 2

  init(_ table: Table, width: Int, palette: Palette) {
    self.table = table
    self.palette = palette
    let texts = table.rows.map { $0.map { SafeText.line($0.text) } }
    self.texts = texts
    shown = Array(table.columns.indices)
    widths = table.columns.indices.map { column in
      if table.columns[column].alignment == .bar { return TableLayout.barColumns.lowerBound }
      return texts.reduce(DisplayWidth.of(table.columns[column].title)) {
        max($0, DisplayWidth.of($1[column]))
      }
    }
    fit(width)
  }

  private var total: Int { shown.reduce(0) { $0 + widths[$1] } + max(0, shown.count - 1) * gap }

  private mutating func fit(_ width: Int) {
    if total > width { gap = 1 }
    while total > width, let victim = shown.max(by: { rank($0) < rank($1) }), rank(victim) > 0 {
      shown.removeAll { $0 == victim }
    }
    gap = 2
    if total > width { gap = 1 }
    let words = shown.filter { table.columns[$0].alignment == .left }
    if total > width, let widest = words.max(by: { widths[$0] < widths[$1] }) {
      widths[widest] = max(4, widths[widest] - (total - width))
    }
    for column in shown where table.columns[column].alignment == .bar {
      widths[column] = min(TableLayout.barColumns.upperBound, widths[column] + max(0, width - total))
    }
  }

  private func rank(_ column: Int) -> Int { table.columns[column].dispensability }

  var lines: [String] {
    let titles = table.columns.enumerated().map { index, column in
      // Over a short bar the first word of its title has to do.
      let fits = DisplayWidth.of(column.title) <= widths[index] || column.alignment != .bar
      return (text: fits ? column.title : String(column.title.prefix { $0 != " " }), style: Style.faint)
    }
    let header = table.columns.contains { !$0.title.isEmpty } ? [line(titles)] : []
    return header
      + zip(table.rows, texts).map { row, texts in
        line(
          row.indices.map { column in
            let isBar = table.columns[column].alignment == .bar
            return (
              isBar ? Bar.text(row[column].fraction, width: widths[column]) : texts[column], row[column].style
            )
          })
      }
  }

  private func line(_ cells: [(text: String, style: Style)]) -> String {
    var line = ""
    var owed = 0
    for column in shown {
      let text = cells[column].text.truncated(to: widths[column])
      let spare = max(0, widths[column] - DisplayWidth.of(text))
      let isRight = table.columns[column].alignment == .right
      // Spaces are written when something follows them, so that no line ends with one.
      if !text.isEmpty {
        line +=
          String(repeating: " ", count: owed + (isRight ? spare : 0))
          + palette.paint(text, cells[column].style)
        owed = 0
      } else {
        owed += isRight ? spare : 0
      }
      owed += (isRight ? 0 : spare) + gap
    }
    return line
  }
}
