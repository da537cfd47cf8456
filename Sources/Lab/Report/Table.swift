import Basis

/// Rows and columns; numbers stay numbers until they are shown.
package struct Table: Sendable {
  package enum Alignment: Sendable {
    case left, right
    /// Takes the room that the others leave.
    case bar
  }

  package struct Column: Sendable {
    /// Key for machines.
    package let id: String
    package let title: String
    package let alignment: Alignment
    /// For machines and help; the title says it to people where it matters.
    package let unit: String?
    /// Left out, from the highest number down, where the terminal is too narrow for all columns.
    package let dispensability: Int

    package init(
      _ id: String, _ title: String, _ alignment: Alignment = .right, unit: String? = nil,
      dispensability: Int = 0
    ) {
      self.id = id
      self.title = title
      self.alignment = alignment
      self.unit = unit
      self.dispensability = dispensability
    }
  }

  package struct Cell: Sendable {
    package let text: String
    /// The raw value for machines; nil leaves the cell out (a bar says nothing that its number does not).
    package let value: JSON?
    package let style: Style
    /// The length of a bar, 0…1 of its column.
    package let fraction: Double

    package init(_ text: String, value: JSON?, _ style: Style = .plain, fraction: Double = 0) {
      self.fraction = fraction
      self.text = text
      self.value = value
      self.style = style
    }

    package static func text(_ text: String, _ style: Style = .plain) -> Cell {
      Cell(text, value: .text(text), style)
    }
    package static func integer(_ number: Int, _ style: Style = .plain) -> Cell {
      Cell(Numbers.grouped(number), value: .integer(number), style)
    }
    /// Two significant digits, in scientific notation where sizes are far from 1.
    package static func compact(_ number: Double?, digits: Int = 2, _ style: Style = .plain) -> Cell {
      guard let number else { return .absent }
      return Cell(Numbers.compact(number, digits: digits), value: .number(number), style)
    }
    /// Whole numbers in full, others with three significant digits.
    package static func measured(_ number: Double?, _ style: Style = .plain) -> Cell {
      guard let number else { return .absent }
      return Cell(Numbers.measured(number), value: .number(number), style)
    }
    package static func short(_ number: Double?, digits: Int = 3, _ style: Style = .plain) -> Cell {
      guard let number else { return .absent }
      return Cell(Numbers.short(number, digits: digits), value: .number(number), style)
    }
    package static func percent(_ fraction: Double?, _ style: Style = .plain) -> Cell {
      guard let fraction else { return .absent }
      return Cell(Numbers.percent(fraction, decimals: 0), value: .number(fraction), style)
    }
    package static func bar(_ fraction: Double) -> Cell { Cell("", value: nil, fraction: fraction) }
    package static let absent = Cell("–", value: .null, .faint)
  }

  package let id: String
  /// What a page writes above it; on a screen the command has just been typed.
  package let caption: String?
  package let columns: [Column]
  package var rows: [[Cell]]

  package init(_ id: String, caption: String? = nil, _ columns: [Column], rows: [[Cell]] = []) {
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  package mutating func append(_ row: Cell...) {
    precondition(row.count == columns.count, "\(row.count) cells for \(columns.count) columns of \(id)")
    rows.append(row)
  }

  var json: JSON {
    .list(
      rows.map { row in
        var members: [String: JSON] = [:]
        for (column, cell) in zip(columns, row) { members[column.id] = cell.value }
        return .object(members)
      })
  }
}
