import Basis
import Foundation
import GRDB

/// Keeps runs whatever happens to the store: missing, locked, read-only, full or damaged, the lab goes on. What could
/// not be written waits in memory, and goes along with the next run that can.
package final class RunLog: RunRecorder {
  /// What waits at most; the oldest are given up first.
  static let mostWaiting = 1000
  /// After a failure the store is left alone for so long: a lab must not wait for it at every training.
  static let restSeconds = 2.0

  /// nil keeps runs in memory, as long as the log lives.
  package let files: RunFiles?
  private let mostPages: Int
  private let clock: () -> Double
  private var store: RunStore?
  private var waiting: [RunRecord] = []
  private var tests: [String: RunRecord.Quality] = [:]
  private var claims: [ClaimEntry] = []
  private var latestFailure: (problem: Problem, time: Double)?
  /// Whether the file was taken away since it was opened: worth a word, for the runs in it are gone.
  private var wasTakenAway = false

  package init(
    folder: String?, mostPages: Int? = nil,
    clock: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) {
    files = folder.map(RunFiles.init)
    self.mostPages = mostPages ?? RunStore.mostPages
    self.clock = clock
  }

  /// Runs that wait to be written.
  package var waitingCount: Int { waiting.count }

  package func record(_ runs: [RunRecord]) throws {
    waiting += runs
    if waiting.count > RunLog.mostWaiting { waiting.removeFirst(waiting.count - RunLog.mostWaiting) }
    try writeUnlessResting()
  }

  package func complete(_ key: String, test: RunRecord.Quality) throws {
    tests[key] = test
    try writeUnlessResting()
  }

  package func keep(_ claims: [ClaimEntry]) throws {
    for claim in claims {
      self.claims.removeAll { $0.isAgain(claim) }
      self.claims.append(claim)
    }
    try writeUnlessResting()
  }

  private func writeUnlessResting() throws {
    if let latestFailure, clock() - latestFailure.time < RunLog.restSeconds { throw latestFailure.problem }
    try write()
  }

  private var isWaiting: Bool { !waiting.isEmpty || !tests.isEmpty || !claims.isEmpty }

  /// At the end of a session: writes what waits, or says how much is lost.
  package func close() throws {
    guard isWaiting else { return }
    do {
      try writeAll(into: try opened())
    } catch {
      let (count, noun) =
        waiting.isEmpty && !claims.isEmpty ? (claims.count, "claim") : (waiting.count, "run")
      throw StoreTrouble(error).problem(
        files?.path ?? "memory",
        doing: "\(count) \(noun)\(count == 1 ? " was" : "s were") not recorded")
    }
  }

  /// Writes what waits, however short ago that failed.
  package func flush() throws {
    if isWaiting { try write() }
  }

  private func writeAll(into store: RunStore) throws {
    try store.insert(waiting)
    waiting = []
    for (key, test) in tests { try store.complete(key, test: test) }
    tests = [:]
    try store.keep(claims)
    claims = []
  }

  private func write() throws {
    do {
      try writeAll(into: try opened())
      latestFailure = nil
    } catch {
      let problem = recovered(from: error)
      latestFailure = isWaiting ? (problem, clock()) : nil
      throw problem
    }
    if wasTakenAway, let files {
      wasTakenAway = false
      throw Problem(
        "the store of runs, \(files.path), was taken away, so a new one begins",
        advice: "runs counts from 1 again; what was recorded before is where the old file is",
        kind: .malformed)
    }
  }

  /// After damage a new store begins at once, and what waits is written there; the problem says so.
  private func recovered(from error: any Error) -> Problem {
    store = nil
    guard let files else { return Problem("runs are not being recorded: \(error)", kind: .internal) }
    guard StoreTrouble(error) == .damaged else { return StoreTrouble(error).problem(files.path) }
    do {
      let former = try files.setAside()
      // Tests belong to runs that are gone.
      tests = [:]
      try writeAll(into: try opened())
      return Problem(
        "the store of runs, \(files.path), is damaged, so a new one begins",
        advice: "the old one is kept as \(former); sqlite3 may read parts of it with .recover",
        kind: .malformed)
    } catch {
      store = nil
      return StoreTrouble.damaged.problem(files.path)
    }
  }

  /// The store, opened when first needed, and anew when its file was taken away.
  private func opened() throws -> RunStore {
    if let store, store.isInPlace { return store }
    if store != nil { wasTakenAway = true }
    if let files { try files.makeFolder() }
    let opened = try RunStore(path: files?.path, mostPages: mostPages)
    store = opened
    return opened
  }

  // MARK: Looking

  package func numbers(_ filter: RunFilter) throws -> [Int] { try reading { try $0.numbers(filter) } }

  package func runs(_ numbers: [Int]) throws -> [RunRecord] { try reading { try $0.runs(numbers) } }

  /// Those of the numbers that name a run, also one that cannot be read.
  package func existing(_ numbers: [Int]) throws -> [Int] { try reading { try $0.existing(numbers) } }

  package func number(ofKey key: String) throws -> Int? { try reading { try $0.number(ofKey: key) } }

  /// The latest verdict of every claim that was ever judged, in the order of judging.
  package func ledger() throws -> [ClaimEntry] {
    try reading(or: "claims cannot be read") { try $0.claims() }
  }

  package func names() throws -> (data: [String], experiments: [String]) { try reading { try $0.names() } }

  /// Whether there is anything to look at; does not make a store.
  package var isThere: Bool {
    store != nil || isWaiting || files.map { FileManager.default.fileExists(atPath: $0.path) } ?? true
  }

  package func delete(_ numbers: [Int]) throws {
    do {
      try opened().delete(numbers)
    } catch {
      store = nil
      throw StoreTrouble(error).problem(files?.path ?? "memory", doing: "runs cannot be deleted")
    }
  }

  private func reading<Result>(
    or complaint: String = "runs cannot be read", _ body: (RunStore) throws -> Result
  ) throws -> Result {
    // What still cannot be written keeps waiting; what is there can be read all the same.
    do { try flush() } catch let problem as Problem where problem.kind != .malformed {}
    if isWaiting { return try readingWithWaiting(complaint, body) }
    do {
      return try body(try opened())
    } catch {
      let trouble = StoreTrouble(error)
      if trouble == .damaged { throw recovered(from: error) }
      store = nil
      guard trouble == .readOnly || trouble == .full, let files else {
        throw trouble.problem(files?.path ?? "memory", doing: complaint)
      }
      return try readingCopy(of: files.path, complaint, body)
    }
  }

  /// What cannot be written is read all the same, with what was written before as far as that can be read: in a copy that
  /// nobody else sees. Numbers of waiting runs are those that they would get now.
  private func readingWithWaiting<Result>(_ complaint: String, _ body: (RunStore) throws -> Result) throws
    -> Result
  {
    do {
      let copy = try copied() ?? RunStore(path: nil)
      try copy.insert(waiting)
      for (key, test) in tests { try copy.complete(key, test: test) }
      try copy.keep(claims)
      return try body(copy)
    } catch {
      throw StoreTrouble(error).problem(files?.path ?? "memory", doing: complaint)
    }
  }

  /// Nil where there is nothing to copy, or nothing that can be read.
  private func copied() -> RunStore? {
    guard let files else { return nil }
    do { return try RunStore(copyOf: files.path) } catch { return nil }
  }

  private func readingCopy<Result>(
    of path: String, _ complaint: String, _ body: (RunStore) throws -> Result
  ) throws -> Result {
    do {
      return try body(try RunStore(copyOf: path))
    } catch {
      throw StoreTrouble(error).problem(path, doing: complaint)
    }
  }
}
