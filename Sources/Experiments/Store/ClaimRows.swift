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

  /// All of them, the latest last. A row that cannot be read is damage.
  static func fetchAll(from db: Database) throws -> [ClaimEntry] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = ClaimEntry.numbers.decoding
    return try String.fetchAll(db, sql: "SELECT entry FROM claim ORDER BY place").map {
      try decoder.decode(ClaimEntry.self, from: Data($0.utf8))
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
