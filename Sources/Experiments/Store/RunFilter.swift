import GRDB

/// Which runs are meant.
package struct RunFilter: Equatable, Sendable {
  /// The name of their data.
  package var data: String?
  package var experiment: String?
  /// One execution of an experiment.
  package var study: String?
  /// The latest so many; nil for all.
  package var last: Int?

  package init(data: String? = nil, experiment: String? = nil, study: String? = nil, last: Int? = nil) {
    self.data = data
    self.experiment = experiment
    self.study = study
    self.last = last
  }

  /// Numbers, latest first.
  func numbers(in db: Database) throws -> [Int64] {
    var conditions: [String] = []
    var arguments = StatementArguments()
    if let data {
      conditions.append("number IN (SELECT run FROM setting WHERE key = 'data' AND value = ?)")
      arguments += [data]
    }
    if let experiment {
      conditions.append("experiment = ?")
      arguments += [experiment]
    }
    if let study {
      conditions.append("study = ?")
      arguments += [study]
    }
    var sql = "SELECT number FROM run"
    if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
    sql += " ORDER BY number DESC"
    if let last {
      sql += " LIMIT ?"
      arguments += [last]
    }
    return try Int64.fetchAll(db, sql: sql, arguments: arguments)
  }
}
