import Foundation
import GRDB

/// From rows to runs. SQLite keeps no NaN: where a number had to be there, nothing means NaN.
extension RunRecord {
  /// The runs with these numbers, in this order; numbers that name no run are passed over. Throws a `StoredRow.Fault` for
  /// what cannot be a run.
  static func fetch(_ numbers: [Int64], from db: Database) throws -> [RunRecord] {
    guard !numbers.isEmpty else { return [] }
    let list = "(\(numbers.map { "\($0)" }.joined(separator: ", ")))"
    func entries(_ table: String, by order: String) throws -> [Int64: [StoredRow]] {
      var entries: [Int64: [StoredRow]] = [:]
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM \(table) WHERE run IN \(list) ORDER BY run, \(order)")
      for row in rows {
        guard let run = Int64.fromDatabaseValue(row["run"]) else { continue }
        let number = (entries[run]?.count ?? 0) + 1
        entries[run, default: []].append(StoredRow(row, ofRun: run, entry: (number, table)))
      }
      return entries
    }
    let settings = try entries("setting", by: "place")
    let sweeps = try entries("sweep", by: "place")
    let epochs = try entries("epoch", by: "number")
    let layers = try entries("layer", by: "number")
    let measures = try entries("measure", by: "place")
    var found: [Int64: Row] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM run WHERE number IN \(list)") {
      if let number = Int64.fromDatabaseValue(row["number"]) { found[number] = row }
    }
    return try numbers.compactMap { number in
      guard let row = found[number] else { return nil }
      var run = try RunRecord(StoredRow(row, ofRun: number))
      run.number = Int(number)
      run.configuration = try (settings[number] ?? []).map { try Entry($0) }
      run.trial?.settings = try (sweeps[number] ?? []).map { try Entry($0) }
      run.epochs = try (epochs[number] ?? []).map { try Epoch($0) }
      run.layers = try (layers[number] ?? []).map { try LayerGradient($0) }
      run.measures = try (measures[number] ?? []).map {
        Measure(try $0.text("name"), try $0.optionalNumber("value") ?? .nan)
      }
      return run
    }
  }

  private static let share = 0.0...1.0
  fileprivate static let seconds = 0.0...1e15
  /// Until the end of the year 9999: further on, calendars do not agree.
  private static let dates = 0.0...253_402_300_799

  private init(_ row: StoredRow) throws {
    self.init(key: try row.text("key"))
    date = Date(timeIntervalSince1970: try row.number("date", in: RunRecord.dates))
    version = try row.text("version")
    guard let seed = UInt64(try row.text("seed")) else { throw row.fault("seed", "a whole number from 0 on") }
    self.seed = seed
    script = try row.text("script").split(separator: "\n").map(String.init)
    continues = try row.optionalText("continues")
    guard let ending = Ending(rawValue: try row.text("ending")) else {
      throw row.fault("ending", "one of \(Ending.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.ending = ending
    (steps, samples) = (try row.count("steps"), try row.count("samples"))
    seconds = try row.number("seconds", in: RunRecord.seconds)
    inherited = try row.optionalNumber("inherited", in: RunRecord.seconds)
    digest = try row.text("digest")
    if let samples = try row.optionalCount("testSamples") {
      test = Quality(
        samples: samples, loss: try row.optionalNumber("testLoss") ?? .nan,
        accuracy: try row.optionalNumber("testAccuracy", in: RunRecord.share),
        error: try row.optionalNumber("testError"))
    }
    if let experiment = try row.optionalText("experiment") {
      trial = Trial(
        experiment: experiment, arm: try row.optionalText("arm") ?? "",
        study: try row.optionalText("study") ?? "")
    }
  }
}

extension RunRecord.Entry {
  fileprivate init(_ row: StoredRow) throws { self.init(try row.text("key"), try row.text("value")) }
}

extension RunRecord.Epoch {
  fileprivate init(_ row: StoredRow) throws {
    self.init(
      try row.count("number"), loss: try row.optionalNumber("loss") ?? .nan,
      validationLoss: try row.optionalNumber("validationLoss"), accuracy: try row.optionalNumber("accuracy"),
      validationAccuracy: try row.optionalNumber("validationAccuracy"),
      error: try row.optionalNumber("error"), validationError: try row.optionalNumber("validationError"),
      rate: try row.optionalNumber("rate") ?? .nan,
      seconds: try row.number("seconds", in: RunRecord.seconds))
  }
}

extension RunRecord.LayerGradient {
  fileprivate init(_ row: StoredRow) throws {
    self.init(
      try row.text("title"), meanAbsolute: try row.optionalNumber("meanAbsolute"),
      deviation: try row.optionalNumber("deviation"), norm: try row.optionalNumber("norm"),
      zeroFraction: try row.optionalNumber("zeroFraction"))
  }
}
