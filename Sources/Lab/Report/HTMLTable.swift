import Basis
import Lessons

/// A table in a box of its own that scrolls where the screen is narrow.
struct HTMLTable {
  /// Longer texts are wrapped, the longest in a wide column, and a few words not at all.
  private static let longText = 36
  private static let longestText = 120
  private static let fewWords = 20

  private let table: Table
  private let caption: String
  /// The column that names the rows.
  private let header: Int
  /// Digits behind the point, at most, in each column whose numbers stand with their points below each other.
  private let decimals: [Int?]

  init(_ table: Table, heading: String) {
    self.table = table
    caption = table.caption ?? heading
    header = table.columns.firstIndex { $0.alignment == .left && !$0.title.isEmpty } ?? 0
    decimals = table.columns.indices.map { column in
      guard table.columns[column].alignment == .right else { return nil }
      let counts = table.rows.compactMap { HTMLTable.decimals($0[column].text) }
      // Powers of ten and pairs of numbers have no common point.
      let isPlain = table.rows.allSatisfy {
        HTMLTable.decimals($0[column].text) != nil || ["–", "", "NaN", "∞", "−∞"].contains($0[column].text)
      }
      return isPlain ? counts.max() : nil
    }
  }

  /// Digits behind the point of a number that is written plainly, a unit behind it or not.
  private static func decimals(_ text: String) -> Int? {
    let number = text.hasSuffix(" %") ? String(text.dropLast(2)) : text
    guard let first = number.unicodeScalars.first, number.count < 30,
      first == "-" || ("0"..."9").contains(first),
      number.unicodeScalars.dropFirst().allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "," })
    else { return nil }
    return number.firstIndex(of: ".").map { number.distance(from: $0, to: number.endIndex) - 1 } ?? 0
  }

  var text: String {
    let label = HTMLRenderer.text(caption)
    var lines = [
      "<div class=\"scroll\" role=\"group\" aria-label=\"\(HTMLRenderer.attribute(caption))\" tabindex=\"0\">",
      "<table>",
      "<caption><span>\(label)</span></caption>",
    ]
    if table.columns.contains(where: { !$0.title.isEmpty }) {
      lines.append(
        "<thead><tr>"
          + table.columns.map { column in
            // A heading of nothing would be read out as one.
            column.title.isEmpty
              ? "<td></td>" : "<th scope=\"col\"\(style(column))>\(HTMLRenderer.text(column.title))</th>"
          }.joined() + "</tr></thead>")
    }
    lines.append("<tbody>")
    lines += table.rows.map { row in "<tr>" + row.indices.map { cell(row[$0], $0) }.joined() + "</tr>" }
    return (lines + ["</tbody>", "</table>", "</div>"]).joined(separator: "\n")
  }

  private func style(_ column: Table.Column) -> String {
    switch column.alignment {
    case .left: ""
    case .right: " class=\"number\""
    case .bar: " class=\"bar\""
    }
  }

  private func cell(_ cell: Table.Cell, _ column: Int) -> String {
    if table.columns[column].alignment == .bar {
      let share = min(1, max(0, cell.fraction.isFinite ? cell.fraction : 0))
      let width = Numbers.fixed(share * 100, 1)
      return "<td class=\"bar\"><span style=\"width:\(width)%\"></span></td>"
    }
    let isShort = cell.text.count <= HTMLTable.fewWords
    let content = cell.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      HTMLRenderer.styled(
        StyledText(isShort ? String(line).replacing(" ", with: "\u{A0}") : String(line), cell.style))
    }.joined(separator: "<br />")
    let isLong = table.columns[column].alignment == .left && cell.text.count > HTMLTable.longText
    let kind = cell.text.count > HTMLTable.longestText ? "text long" : "text"
    if column == header, !cell.text.isEmpty {
      return "<th scope=\"row\"\(isLong ? " class=\"\(kind)\"" : "")>\(content)</th>"
    }
    if isLong { return "<td class=\"\(kind)\">\(content)</td>" }
    if !isShort, table.columns[column].alignment == .left { return "<td class=\"words\">\(content)</td>" }
    return "<td\(style(table.columns[column]))\(padding(cell.text, column))>\(content)</td>"
  }

  /// Room behind a number with fewer decimals than others, so that the points stand below each other.
  private func padding(_ text: String, _ column: Int) -> String {
    guard let most = decimals[column], let own = HTMLTable.decimals(text), own < most else { return "" }
    let missing = Double(most - own) + (own == 0 ? 0.45 : 0)
    return " style=\"--d:\(Numbers.fixed(missing, 2))\""
  }
}
