import Foundation
import GRDB

/// From rows to runs. SQLite keeps no NaN: where a number had to be there, nothing means NaN.
extension RunRecord {
  /// The runs with these numbers, in this order; numbers that name no run are passed over.
  static func fetch(_ numbers: [Int64], from db: Database) throws -> [RunRecord] {
    guard !numbers.isEmpty else { return [] }
    let chosen = "run IN (\(numbers.map { "\($0)" }.joined(separator: ", ")))"
    func rows(_ table: String, by order: String) throws -> [Int64: [Row]] {
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE \(chosen) ORDER BY run, \(order)")
      return Dictionary(grouping: rows) { $0["run"] }
    }
    let settings = try rows("setting", by: "place")
    let sweeps = try rows("sweep", by: "place")
    let epochs = try rows("epoch", by: "number")
    let layers = try rows("layer", by: "number")
    let measures = try rows("measure", by: "place")
    let runs = try Row.fetchAll(
      db, sql: "SELECT * FROM run WHERE number IN (\(numbers.map { "\($0)" }.joined(separator: ", ")))")
    let found = Dictionary(uniqueKeysWithValues: runs.map { row in (row["number"] as Int64, row) })
    return numbers.compactMap { number in
      guard let row = found[number] else { return nil }
      var run = RunRecord(row)
      run.configuration = (settings[number] ?? []).map { Entry($0["key"], $0["value"]) }
      run.trial?.settings = (sweeps[number] ?? []).map { Entry($0["key"], $0["value"]) }
      run.epochs = (epochs[number] ?? []).map { Epoch($0) }
      run.layers = (layers[number] ?? []).map { LayerGradient($0) }
      run.measures = (measures[number] ?? []).map { Measure($0["name"], $0["value"] ?? .nan) }
      return run
    }
  }

  private init(_ row: Row) {
    self.init(key: row["key"])
    number = row["number"]
    date = Date(timeIntervalSince1970: row["date"])
    version = row["version"]
    seed = UInt64(row["seed"] as String) ?? 0
    script = (row["script"] as String).split(separator: "\n").map(String.init)
    continues = row["continues"]
    ending = Ending(rawValue: row["ending"]) ?? .completed
    (steps, samples, seconds) = (row["steps"], row["samples"], row["seconds"])
    digest = row["digest"]
    if let samples = row["testSamples"] as Int? {
      test = Quality(
        samples: samples, loss: row["testLoss"] ?? .nan, accuracy: row["testAccuracy"],
        error: row["testError"])
    }
    if let experiment = row["experiment"] as String? {
      trial = Trial(experiment: experiment, arm: row["arm"] ?? "", study: row["study"] ?? "")
    }
  }
}

extension RunRecord.Epoch {
  fileprivate init(_ row: Row) {
    self.init(
      row["number"], loss: row["loss"] ?? .nan, validationLoss: row["validationLoss"],
      accuracy: row["accuracy"],
      validationAccuracy: row["validationAccuracy"], error: row["error"],
      validationError: row["validationError"], rate: row["rate"] ?? .nan, seconds: row["seconds"])
  }
}

extension RunRecord.LayerGradient {
  fileprivate init(_ row: Row) {
    self.init(
      row["title"], meanAbsolute: row["meanAbsolute"], deviation: row["deviation"], norm: row["norm"],
      zeroFraction: row["zeroFraction"])
  }
}
