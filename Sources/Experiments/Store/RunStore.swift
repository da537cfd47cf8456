import Basis
import Foundation
import GRDB

/// The SQLite database that keeps runs. Throws what SQLite says; `RunLog` puts it into words.
///
/// Written ahead into a log (WAL), so that several labs write into one store without waiting for the disk or for each
/// other's readers.
final class RunStore {
  /// What a writer waits for another one. Writing takes a few milliseconds, so this is plenty.
  static let patienceSeconds = 0.25
  /// A gigabyte in pages of 4 kB: a mistake in a script should not fill the disk.
  static let mostPages = 1 << 18

  private let queue: DatabaseQueue
  private let path: String?
  /// Which file was opened: should somebody take it away, writing into it would be writing nowhere.
  private let identity: FileIdentity?

  /// - Parameter path: nil keeps the runs in memory.
  init(path: String?, mostPages: Int = RunStore.mostPages) throws {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(RunStore.patienceSeconds)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA max_page_count = \(mostPages)") }
    if let path {
      configuration.journalMode = .wal
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } else {
      queue = try DatabaseQueue(configuration: configuration)
    }
    try RunStore.migrate(queue)
    identity = path.flatMap(FileIdentity.init)
  }

  /// A copy for reading alone, where nothing may be written.
  init(copyOf path: String) throws {
    self.path = nil
    identity = nil
    let copy = NSTemporaryDirectory() + "descent-runs-\(UUID().uuidString)"
    defer { RunFiles.names.forEach { unlink(copy + $0) } }
    for suffix in RunFiles.names where FileManager.default.fileExists(atPath: path + suffix) {
      try Data(contentsOf: URL(fileURLWithPath: path + suffix)).write(to: URL(fileURLWithPath: copy + suffix))
    }
    let file = try DatabaseQueue(path: copy)
    queue = try DatabaseQueue()
    try file.backup(to: queue)
    try file.close()
    try RunStore.migrate(queue)
  }

  private static func migrate(_ queue: DatabaseQueue) throws {
    let migrator = Schema.migrator
    if try queue.read(migrator.hasBeenSuperseded) { throw Superseded() }
    do {
      try migrator.migrate(queue)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // Another lab that started at the same moment has made the tables meanwhile.
      guard try queue.read(migrator.hasCompletedMigrations) else { throw error }
    }
  }

  /// The store was written by a later version.
  struct Superseded: Error {}

  /// Whether the file is still where it was opened.
  var isInPlace: Bool { path == nil || identity != nil && path.flatMap(FileIdentity.init) == identity }

  // MARK: Writing

  func insert(_ runs: [RunRecord]) throws {
    try queue.write { db in for run in runs { try run.insert(into: db) } }
  }

  func complete(_ key: String, test: RunRecord.Quality) throws {
    try queue.write { db in
      try db.execute(
        sql: "UPDATE run SET testSamples = ?, testLoss = ?, testAccuracy = ?, testError = ? WHERE key = ?",
        arguments: [test.samples, test.loss, test.accuracy, test.error, key])
    }
  }

  func keep(_ claims: [ClaimEntry]) throws {
    try queue.write { db in for claim in claims { try claim.insert(into: db) } }
  }

  func delete(_ numbers: [Int]) throws {
    try queue.write { db in
      for number in numbers { try db.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number]) }
    }
  }

  // MARK: Reading

  func numbers(_ filter: RunFilter) throws -> [Int] {
    try queue.read { try filter.numbers(in: $0).map(Int.init) }
  }

  /// In the order of the numbers; those that name no run are passed over.
  func runs(_ numbers: [Int]) throws -> [RunRecord] {
    try queue.read { try RunRecord.fetch(numbers.map(Int64.init), from: $0) }
  }

  /// Those of the numbers that name a run, whatever is in it.
  func existing(_ numbers: [Int]) throws -> [Int] {
    let list = numbers.map { "\($0)" }.joined(separator: ", ")
    return try queue.read { try Int.fetchAll($0, sql: "SELECT number FROM run WHERE number IN (\(list))") }
  }

  func number(ofKey key: String) throws -> Int? {
    try queue.read { try Int.fetchOne($0, sql: "SELECT number FROM run WHERE key = ?", arguments: [key]) }
  }

  func claims() throws -> [ClaimEntry] { try queue.read(ClaimEntry.fetchAll) }

  /// The names that filters know: of data sets, of experiments.
  func names() throws -> (data: [String], experiments: [String]) {
    try queue.read { db in
      (
        try String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT value FROM setting WHERE key = 'data' AND typeof(value) = 'text' ORDER BY value
            """),
        try String.fetchAll(
          db,
          sql: "SELECT DISTINCT experiment FROM run WHERE typeof(experiment) = 'text' ORDER BY experiment")
      )
    }
  }
}
