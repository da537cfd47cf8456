import Basis
import GRDB

/// A row of the store as it is found. Any program can write anything into the file, so every value is looked at before it
/// is believed.
struct StoredRow {
  /// A value that no Descent has written.
  struct Fault: Error, Equatable {
    let sentence: String
    let remedy: String
  }

  private let row: Row
  private let name: String
  private let remedy: String

  /// A row of the table of runs, or the entry of that number that a run has in another table.
  init(_ row: Row, ofRun run: Int64, entry: (number: Int, table: String)? = nil) {
    self.row = row
    name = (entry.map { "entry \($0.number) of table \($0.table) for " } ?? "") + "run \(run)"
    remedy = "runs delete \(run) removes that run; sqlite3 can put the value right"
  }

  init(_ row: Row, ofClaim place: Int64) {
    self.row = row
    name = "the claim in place \(place)"
    remedy =
      "sqlite3 runs.sqlite 'DELETE FROM claim WHERE place = \(place)' removes it, and its lesson judges it anew"
  }

  // MARK: Values; those that may be missing are nil then

  func optionalText(_ column: String) throws -> String? {
    try value(column, StoredRow.textRule) { if case .string(let text) = $0 { text } else { nil } }
  }

  func text(_ column: String) throws -> String {
    try needed(optionalText(column), column, StoredRow.textRule)
  }

  func optionalNumber(_ column: String, in range: ClosedRange<Double> = StoredRow.any) throws -> Double? {
    try value(column, StoredRow.rule(range)) { storage in
      let number: Double
      switch storage {
      case .int64(let whole): number = Double(whole)
      case .double(let stored): number = stored
      default: return nil
      }
      return range.contains(number) ? number : nil
    }
  }

  func number(_ column: String, in range: ClosedRange<Double>) throws -> Double {
    try needed(optionalNumber(column, in: range), column, StoredRow.rule(range))
  }

  func optionalCount(_ column: String) throws -> Int? {
    try value(column, StoredRow.countRule) {
      if case .int64(let whole) = $0, StoredRow.counts.contains(whole) { Int(whole) } else { nil }
    }
  }

  func count(_ column: String) throws -> Int {
    try needed(optionalCount(column), column, StoredRow.countRule)
  }

  /// Any number, infinite ones included.
  static let any = -Double.infinity...Double.infinity
  /// The sum of several still fits.
  private static let counts = Int64(0)...Int64(1) << 53

  // MARK: Faults

  private static let textRule = "a text"
  private static let countRule = "a whole number from 0 on"

  private static func rule(_ range: ClosedRange<Double>) -> String {
    range == any
      ? "a number" : "a number in \(Numbers.exact(range.lowerBound))…\(Numbers.exact(range.upperBound))"
  }

  private func stored(_ column: String) -> DatabaseValue { row.hasColumn(column) ? row[column] : .null }

  private func value<Result>(
    _ column: String, _ rule: String, _ read: (DatabaseValue.Storage) -> Result?
  ) throws -> Result? {
    let value = stored(column)
    if value.isNull { return nil }
    guard let result = read(value.storage) else { throw fault(column, rule) }
    return result
  }

  private func needed<Result>(_ value: Result?, _ column: String, _ rule: String) throws -> Result {
    guard let value else { throw fault(column, rule) }
    return value
  }

  /// - Parameter rule: what belongs there.
  func fault(_ column: String, _ rule: String) -> Fault {
    let found =
      switch stored(column).storage {
      case .null: "nothing"
      case .int64(let whole): "\(whole)"
      case .double(let number): Numbers.exact(number)
      case .string(let text): "the text \"\(StoredRow.shown(text))\""
      case .blob: "bytes"
      }
    return Fault(
      sentence: "column \(column) of \(name) holds \(found); \(rule) belongs there", remedy: remedy)
  }

  /// Fit for a message: not endless, and without what commands a terminal.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).filter { $0.properties.generalCategory != .control }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }
}
