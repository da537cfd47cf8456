/// What was missing in a file, and what was done about it.
package struct MissingValues: Equatable, Sendable {
  package enum Handling: String, CaseIterable, Sendable {
    /// Stop and say where the first one is.
    case error
    /// Leave out every row that lacks something.
    case drop
    /// Fill in the column's mean or median over the training part.
    case mean, median
  }

  package struct Column: Equatable, Sendable {
    package let name: String
    package let count: Int

    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// Only the columns in which something was missing.
  package var columns: [Column]
  package var handling: Handling
  package var droppedRows: Int

  package init(columns: [Column], handling: Handling, droppedRows: Int) {
    self.columns = columns
    self.handling = handling
    self.droppedRows = droppedRows
  }

  package static let none = MissingValues(columns: [], handling: .error, droppedRows: 0)

  package var count: Int { columns.reduce(0) { $0 + $1.count } }
}
