import Basis
import Experiments
import Foundation
import GRDB
import TestSupport
import Testing

/// Any program can write anything into the store. What is no run is said, with its place and what to do, and stops nothing.
@Suite struct EditedStoreTests {
  private struct Column: CustomStringConvertible {
    let table: String
    let name: String
    let type: String
    let isNeeded: Bool

    var description: String { "\(table).\(name)" }

    /// Decides which rows are looked at or in which order, and is no part of what they say.
    var isRead: Bool {
      !["run", "place"].contains(name) && !["layer.number", "claim.key"].contains(description)
    }
    /// A text that says something other than itself.
    var isParsed: Bool { ["run.seed", "run.ending", "claim.entry"].contains(description) }
  }

  private let original: Scratch
  private let columns: [Column]

  /// A store with one row in every table and something in every column that may be empty, whose tables have lost the
  /// conditions that would refuse edits.
  init() throws {
    original = try Scratch()
    var run = Samples.run(epochs: 1)
    run.configuration = [.init("data", "digits")]
    run.layers = Array(run.layers.prefix(1))
    run.trial = .init(
      experiment: "depth", arm: "relu", settings: [.init("activation", "relu")], study: "one")
    let log = RunLog(folder: original.path)
    try log.record([run])
    try log.keep([
      ClaimEntry(
        id: "X", text: "x", statement: "claim X a.x > 0", test: "", stated: .reproduced, parts: [],
        seeds: [1], date: Date(timeIntervalSince1970: 0))
    ])
    columns = try EditedStoreTests.edit(original) { db in
      let columns = try ["run", "setting", "sweep", "epoch", "layer", "measure", "claim"].flatMap { table in
        try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map { row in
          Column(table: table, name: row["name"], type: row["type"], isNeeded: row["notnull"])
        }
      }
      try db.execute(
        sql: """
          PRAGMA writable_schema = ON;
          UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table';
          PRAGMA writable_schema = OFF;
          """)
      return columns
    }
  }

  private static func edit<Result>(_ folder: Scratch, _ body: (Database) throws -> Result) throws -> Result {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.files.path, configuration: configuration)
    let result = try queue.writeWithoutTransaction(body)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try queue.close()
    return result
  }

  /// A copy of the store in which the column holds this; nil where SQLite itself refuses.
  private func store(_ column: Column, _ value: String) throws -> Scratch? {
    let copy = try Scratch()
    try FileManager.default.copyItem(atPath: original.files.path, toPath: copy.files.path)
    do {
      try EditedStoreTests.edit(copy) {
        try $0.execute(sql: "UPDATE \(column.table) SET \(column.name) = \(value)")
      }
    } catch is DatabaseError {
      return nil
    }
    return copy
  }

  /// What is said of it when everything is read.
  private func complaint(_ folder: Scratch) throws -> Problem? {
    let log = RunLog(folder: folder.path)
    do {
      _ = try log.names()
      _ = try log.runs(try log.numbers(RunFilter()))
      _ = try log.ledger()
    } catch let problem as Problem {
      return problem
    }
    return nil
  }

  @Test func theOriginalIsRead() throws {
    #expect(try complaint(original) == nil)
    #expect(columns.count > 40, "\(columns)")
  }

  @Test(arguments: ["'abc'", "NULL", "x'ff00'"]) func everyColumnIsLookedAtBeforeItIsBelieved(_ value: String)
    throws
  {
    var edited = 0
    for column in columns {
      guard let folder = try store(column, value) else { continue }
      edited += 1
      let isWrong =
        switch value {
        case "NULL": column.isNeeded
        case "'abc'": column.type != "TEXT" || column.isParsed
        default: true
        }
      let found = try complaint(folder)
      guard column.isRead, isWrong else {
        #expect(found == nil, "\(column): \(String(describing: found))")
        continue
      }
      let message = found?.message ?? ""
      #expect(message.contains(folder.files.path), "\(column): \(message)")
      #expect(message.contains("column \(column.name) of "), "\(column): \(message)")
      let remedy = column.table == "claim" ? "DELETE FROM claim WHERE place = 1" : "runs delete 1"
      #expect(found?.advice?.contains(remedy) == true, "\(column): \(String(describing: found))")
    }
    // SQLite keeps a number for a run's and a claim's own number, and something in every primary key.
    #expect(edited >= columns.count - 12, "\(edited) of \(columns.count)")
  }

  @Test(arguments: [
    "date = 1e300", "date = -1", "seconds = -1e300", "seconds = 9e999", "steps = -1", "steps = 1.5",
    "samples = 9223372036854775807", "testAccuracy = 2", "seed = -1", "ending = 'abc' || char(27) || '[31m'",
  ]) func numbersThatNoRunCanHaveAreSaid(_ edit: String) throws {
    let folder = try Scratch()
    try FileManager.default.copyItem(atPath: original.files.path, toPath: folder.files.path)
    try EditedStoreTests.edit(folder) { try $0.execute(sql: "UPDATE run SET \(edit)") }
    let found = try #require(try complaint(folder))
    #expect(found.message.contains("of run 1 holds") && !found.message.contains("\u{1B}"), "\(found.message)")
  }

  @Test func aRunThatCannotBeReadCanBeDeleted() throws {
    let column = try #require(columns.first { $0.description == "epoch.loss" })
    let folder = try #require(try store(column, "'abc'"))
    let log = RunLog(folder: folder.path)
    #expect(throws: Problem.self) { try log.runs([1]) }
    #expect(try log.existing([1, 2]) == [1])
    try log.delete([1])
    #expect(try log.numbers(RunFilter()) == [])
    try log.record([Samples.run(7)])
    #expect(try log.runs([2]).map(\.seed) == [7])
  }
}
