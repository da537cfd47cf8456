import Basis
import Experiments
import Foundation
import GRDB
import TestSupport
import Testing

/// Whatever happens to the store, whoever records is told and goes on; nothing that waits is lost while the lab lives.
@Suite struct StoreTroubleTests {
  private let folder: Scratch
  private let clock = HandClock()

  init() throws { folder = try Scratch() }

  private func log(_ path: String? = nil, mostPages: Int? = nil) -> RunLog {
    RunLog(folder: path ?? folder.path, mostPages: mostPages) { [clock] in clock.now }
  }

  private func problem(_ body: () throws -> Void) -> Problem? {
    do { try body() } catch { return error as? Problem }
    return nil
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let duration = (ContinuousClock.now - start).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }

  @Test func aLockedStoreIsWrittenOnceItIsFree() throws {
    let log = log()
    try log.record([Samples.run(1)])
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.files.path, configuration: configuration)
    try other.inDatabase { try $0.beginTransaction(.exclusive) }

    var found: Problem?
    let waited = StoreTroubleTests.seconds { found = problem { try log.record([Samples.run(2)]) } }
    #expect(found?.message.contains("another program holds") == true)
    #expect(waited < 1, "waited \(waited) s")
    // What was recorded before can be read meanwhile, and what waits.
    #expect(try log.runs(log.numbers(RunFilter(last: 2)).reversed()).map(\.seed) == [1, 2])
    // No training waits for it again so soon.
    let again = StoreTroubleTests.seconds { found = problem { try log.record([Samples.run(3)]) } }
    #expect(found != nil && again < 0.1, "waited \(again) s")

    try other.inDatabase { try $0.rollback() }
    clock.now += 100
    try log.record([Samples.run(4)])
    #expect(log.waitingCount == 0)
    #expect(try log.runs([1, 2, 3, 4]).map(\.seed) == [1, 2, 3, 4])
  }

  @Test func aFolderThatCannotBeMadeIsSaidAndSurvived() throws {
    let blocked = folder.path + "/file"
    try Data("not a folder".utf8).write(to: URL(fileURLWithPath: blocked))
    let log = log(blocked + "/data")
    let found = problem { try log.record([Samples.run()]) }
    #expect(found?.message.hasPrefix("runs are not being recorded") == true, "\(String(describing: found))")
    #expect(found?.advice != nil && found?.message.contains("NSCocoa") == false)
    #expect(log.waitingCount == 1)
    _ = problem { try log.record([Samples.run(43)]) }
    #expect(try log.runs([1, 2]).map(\.seed) == [42, 43], "what waits can be read")
    try FileManager.default.removeItem(atPath: blocked)
    try log.flush()
    #expect(log.waitingCount == 0)
  }

  /// Root may write anywhere, so only others can try this.
  @Test(.enabled(if: geteuid() != 0)) func aReadOnlyStoreIsReadAndNotWritten() throws {
    try log().record([Samples.run(7)])
    for name in try folder.names { chmod(folder.path + "/" + name, 0o444) }
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    let log = log()
    let found = problem { try log.record([Samples.run(8)]) }
    #expect(found?.message.contains("cannot be opened for writing") == true, "\(String(describing: found))")
    #expect(try log.runs([1]).map(\.seed) == [7])
  }

  @Test func aDamagedStoreIsSetAsideAndANewOneBegins() throws {
    let garbage = Data("This is no database, and never was one. ".utf8) + Data(count: 9000)
    try garbage.write(to: URL(fileURLWithPath: folder.files.path))
    let log = log()
    let found = problem { try log.record([Samples.run(5)]) }
    #expect(found?.message.contains("damaged") == true)
    #expect(log.waitingCount == 0)
    #expect(try log.runs([1]).map(\.seed) == [5])
    let kept = try Data(contentsOf: URL(fileURLWithPath: folder.files.path + ".damaged"))
    #expect(kept == garbage)
    try log.record([Samples.run(6)])
  }

  @Test func damageThatHappensUnderAnOpenStoreIsNoCrash() throws {
    let log = log()
    for seed in 0..<20 { try log.record([Samples.run(UInt64(seed), epochs: 200)]) }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.files.path))
    try file.write(contentsOf: Data(repeating: 0xA5, count: 1 << 20))
    try file.close()
    let wal = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.files.path + "-wal"))
    try wal.write(contentsOf: Data(repeating: 0x5A, count: 1 << 16))
    try wal.close()
    for seed in 20..<30 {
      clock.now += 100
      _ = problem { try log.record([Samples.run(UInt64(seed), epochs: 200)]) }
    }
    // A fresh look either reads it or has begun a new store and says so; then all goes on as ever.
    let later = self.log()
    _ = problem { try later.record([Samples.run(98)]) }
    clock.now += 100
    try later.record([Samples.run(99)])
    #expect(try later.runs(try later.numbers(RunFilter(last: 1))).map(\.seed) == [99])
  }

  @Test func aStoreOfALaterVersionIsLeftAlone() throws {
    try log().record([Samples.run()])
    let other = try DatabaseQueue(path: folder.files.path)
    try other.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 something new'); CREATE TABLE news (x)")
    }
    try other.close()
    let log = log()
    let found = problem { try log.record([Samples.run()]) }
    #expect(found?.message.contains("later version") == true)
    #expect(problem { _ = try log.numbers(RunFilter()) }?.message.contains("later version") == true)
    let (runs, steps) = try DatabaseQueue(path: folder.files.path).read { db in
      (
        try Int.fetchOne(db, sql: "SELECT count(*) FROM run"),
        try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
      )
    }
    #expect(runs == 1 && steps == ["1 runs", "2 trials", "3 claims", "4 inherited", "99 something new"])
    #expect(try !folder.names.contains { $0.contains("damaged") })
  }

  @Test func aFullDiskLeavesWhatIsThere() throws {
    let log = log(mostPages: 40)
    try log.record([Samples.run(1)])
    var found: Problem?
    for _ in 0..<50 where found == nil { found = problem { try log.record([Samples.run(2, epochs: 500)]) } }
    #expect(found?.message.contains("no room") == true)
    #expect(log.waitingCount > 0)
    #expect(try self.log().runs([1]).map(\.seed) == [1])
    // Room again: what waited is written.
    let roomy = self.log()
    try roomy.record([Samples.run(3)])
  }

  @Test func aStoreThatIsTakenAwayBeginsAnew() throws {
    let log = log()
    try log.record([Samples.run(1)])
    for name in try folder.names { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
    #expect(problem { try log.record([Samples.run(2)]) }?.message.contains("taken away") == true)
    #expect(log.waitingCount == 0)
    #expect(try self.log().runs([1]).map(\.seed) == [2])
    try log.record([Samples.run(4)])
    try FileManager.default.removeItem(atPath: folder.path)
    #expect(problem { try log.record([Samples.run(3)]) }?.message.contains("taken away") == true)
    #expect(try self.log().runs([1]).map(\.seed) == [3])
  }

  @Test func severalLabsShareOneStore() async throws {
    let path = folder.path
    try await withThrowingTaskGroup { group in
      for lab in 0..<4 {
        group.addTask {
          let log = RunLog(folder: path)
          for index in 0..<25 {
            do { try log.record([Samples.run(UInt64(lab * 100 + index))]) } catch is Problem {
              // Held by the others for longer than this one was patient: it waits its turn.
            }
          }
          try log.flush()
        }
      }
      try await group.waitForAll()
    }
    let log = log()
    let seeds = try log.runs(try log.numbers(RunFilter())).map(\.seed)
    #expect(Set(seeds).count == 100 && seeds.count == 100)
  }

  @Test func aFolderInPlaceOfTheFileIsSaidInWords() throws {
    try FileManager.default.createDirectory(atPath: folder.files.path, withIntermediateDirectories: false)
    let log = log()
    for found in [
      problem { try log.record([Samples.run()]) }, problem { _ = try self.log().numbers(RunFilter()) },
    ] {
      #expect(found?.message.contains("cannot be opened") == true, "\(String(describing: found))")
    }
    #expect(try log.runs([1]).map(\.seed) == [42], "what waits can be read")
  }

  @Test func lookingMakesNoFile() throws {
    let log = log()
    #expect(!log.isThere)
    #expect(try folder.names.isEmpty)
  }

  @Test func whatWaitsIsBounded() throws {
    let blocked = folder.path + "/file"
    try Data().write(to: URL(fileURLWithPath: blocked))
    let log = log(blocked + "/data")
    for seed in 0..<1100 { _ = problem { try log.record([Samples.run(UInt64(seed), epochs: 1)]) } }
    #expect(log.waitingCount == 1000)
  }
}
