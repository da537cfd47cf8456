import Basis
import Foundation
import GRDB

/// The ledger's rows: the latest verdict of each claim.
extension ClaimEntry {
  func insert(into db: Database) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = ClaimEntry.numbers.encoding
    let text = String(decoding: try encoder.encode(self), as: UTF8.self)
    // A claim that is judged again moves to the end.
    try db.execute(sql: "DELETE FROM claim WHERE key = ?", arguments: [key])
    try db.execute(sql: "INSERT INTO claim (key, entry) VALUES (?, ?)", arguments: [key, text])
  }

  /// All of them, the latest last. Throws a `StoredRow.Fault` for what cannot be a claim.
  static func fetchAll(from db: Database) throws -> [ClaimEntry] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = ClaimEntry.numbers.decoding
    return try Row.fetchAll(db, sql: "SELECT place, entry FROM claim ORDER BY place").map { row in
      let stored = StoredRow(row, ofClaim: Int64.fromDatabaseValue(row["place"]) ?? 0)
      let text = try stored.text("entry")
      do {
        return try decoder.decode(ClaimEntry.self, from: Data(text.utf8))
      } catch {
        throw stored.fault("entry", "what judging a claim writes")
      }
    }
  }

  /// The same for claims of which one `isAgain` the other.
  private var key: String { "\(lesson ?? place?.file ?? "")\n\(statement)" }

  /// JSON knows no NaN.
  private static let numbers = (
    encoding: JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan"),
    decoding: JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  )
}
