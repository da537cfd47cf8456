import Basis

/// Turns a report into one JSON object for machines: tables as lists of objects, facts and data under their keys,
/// sentences under "sentences".
package enum JSONRenderer {
  package static func result(_ report: Report) -> JSON {
    var members: [String: JSON] = [:]
    var sentences: [JSON] = []
    for part in report.parts {
      switch part {
      case .sentence(let text), .line(let text): sentences.append(.text(text.plain))
      case .table(let table): members[table.id] = table.json
      case .facts(let facts): for fact in facts { members[fact.id] = fact.value }
      case .chart(let id, _, let data): members[id] = data
      case .plot(let id, _, let sentence, let data):
        members[id] = data
        if !sentence.plain.isEmpty { sentences.append(.text(sentence.plain)) }
      case .code(let id, let text): members[id] = .text(text)
      case .data(let id, let value): members[id] = value
      case .gap: break
      }
    }
    if !sentences.isEmpty { members["sentences"] = .list(sentences) }
    return .object(members)
  }

  /// `{"command":"gradients","result":{…}}`
  package static func line(command: String, _ report: Report) -> String {
    JSON.object(["command": .text(command), "result": result(report)]).line
  }

  package static func line(command: String, problem: Problem, line: Int, column: Int) -> String {
    var members: [String: JSON] = [
      "message": .text(problem.message), "line": .integer(line), "column": .integer(column),
      "exit": .integer(Int(problem.exitCode)),
    ]
    if let advice = problem.advice { members["advice"] = .text(advice) }
    return JSON.object(["command": .text(command), "problem": .object(members)]).line
  }
}

extension Value {
  package var json: JSON {
    switch self {
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .flag(let flag): .flag(flag)
    case .range(let range): .list([.integer(range.lowerBound), .integer(range.upperBound)])
    case .list(let values): .list(values.map(\.json))
    }
  }
}
