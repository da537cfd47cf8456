import Foundation
import GRDB

/// From runs to rows.
extension RunRecord {
  /// Returns the number that the run got. A run that is there already keeps its number.
  @discardableResult
  func insert(into db: Database) throws -> Int64 {
    let known = try db.cachedStatement(sql: "SELECT number FROM run WHERE key = ?")
    if let number = try Int64.fetchOne(known, arguments: [key]) { return number }
    try db.cachedStatement(
      sql: """
        INSERT INTO run (key, date, version, seed, script, continues, ending, steps, samples, seconds, digest,
          testSamples, testLoss, testAccuracy, testError, experiment, arm, study, inherited)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      key, date.timeIntervalSince1970, version, "\(seed)", script.joined(separator: "\n"), continues,
      ending.rawValue, steps, samples, seconds, digest,
      test?.samples, test?.loss, test?.accuracy, test?.error, trial?.experiment, trial?.arm, trial?.study,
      inherited,
    ])
    let run = db.lastInsertedRowID
    let setting = try db.cachedStatement(
      sql: "INSERT INTO setting (run, place, key, value) VALUES (?, ?, ?, ?)")
    for (place, entry) in configuration.enumerated() {
      try setting.execute(arguments: [run, place, entry.key, entry.value])
    }
    let sweep = try db.cachedStatement(sql: "INSERT INTO sweep (run, place, key, value) VALUES (?, ?, ?, ?)")
    for (place, entry) in (trial?.settings ?? []).enumerated() {
      try sweep.execute(arguments: [run, place, entry.key, entry.value])
    }
    try insertEpochs(of: run, into: db)
    try insertLayers(of: run, into: db)
    let measure = try db.cachedStatement(
      sql: "INSERT INTO measure (run, place, name, value) VALUES (?, ?, ?, ?)")
    for (place, entry) in measures.enumerated() {
      try measure.execute(arguments: [run, place, entry.name, entry.value])
    }
    return run
  }

  private func insertEpochs(of run: Int64, into db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO epoch (run, number, loss, validationLoss, accuracy, validationAccuracy, error,
          validationError, rate, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for epoch in epochs {
      try statement.execute(arguments: [
        run, epoch.number, epoch.loss, epoch.validationLoss, epoch.accuracy, epoch.validationAccuracy,
        epoch.error, epoch.validationError, epoch.rate, epoch.seconds,
      ])
    }
  }

  private func insertLayers(of run: Int64, into db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO layer (run, number, title, meanAbsolute, deviation, norm, zeroFraction)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for (index, layer) in layers.enumerated() {
      try statement.execute(arguments: [
        run, index + 1, layer.title, layer.meanAbsolute, layer.deviation, layer.norm, layer.zeroFraction,
      ])
    }
  }
}
