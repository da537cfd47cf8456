import Basis
import Experiments

/// Which recorded runs are meant: `3`, `3 5`, `4..6`, `last`.
package struct RunSelection: Sendable, Equatable {
  static let most = 1000
  static let numbers = 1...Int(Int32.max)

  private var parts: [Part] = []

  private enum Part: Sendable, Equatable {
    case numbers(ClosedRange<Int>)
    case last
  }

  var isEmpty: Bool { parts.isEmpty }

  mutating func add(_ value: Value, for name: String) throws {
    switch value {
    case .number(let number) where number == number.rounded() && RunSelection.isNumber(number):
      parts.append(.numbers(Int(number)...Int(number)))
    case .range(let range)
    where RunSelection.numbers.contains(range.lowerBound) && range.count <= RunSelection.most:
      parts.append(.numbers(range))
    case .text("last"): parts.append(.last)
    case .list(let values) where !values.isEmpty: for value in values { try add(value, for: name) }
    default:
      throw Problem(
        "\(name) must be \(Kind.runs.rule), got \(value.literal)",
        advice: "runs lists them with their numbers")
    }
  }

  private static func isNumber(_ number: Double) -> Bool {
    number >= Double(numbers.lowerBound) && number <= Double(numbers.upperBound)
  }

  /// As typed, for settings to be read back.
  var value: Value {
    parts.isEmpty
      ? .text("")
      : .list(
        parts.map { part in
          switch part {
          case .last: .text("last")
          case .numbers(let range):
            range.count == 1 ? .number(Double(range.lowerBound)) : .range(range)
          }
        })
  }

  /// The numbers of runs that are there, in the order given, each once. In a range, numbers that were deleted are passed
  /// over.
  func numbers(in lab: Lab) throws -> [Int] {
    var wanted: [Int] = []
    var named: Set<Int> = []
    for part in parts {
      switch part {
      case .numbers(let range):
        wanted += range
        if range.count == 1 { named.formUnion(range) }
      case .last where !lab.runLog.isThere: break
      case .last: wanted += try lab.runLog.numbers(RunFilter(last: 1))
      }
    }
    var seen: Set<Int> = []
    let unique = wanted.filter { seen.insert($0).inserted }
    let found = lab.runLog.isThere ? Set(try lab.runLog.existing(unique)) : []
    if let missing = unique.first(where: { named.contains($0) && !found.contains($0) }) {
      throw Problem("there is no run \(missing)", advice: "runs lists them with their numbers")
    }
    guard !found.isEmpty else { throw RunSelection.nothing }
    return unique.filter(found.contains)
  }

  func runs(in lab: Lab) throws -> [RunRecord] { try lab.runLog.runs(try numbers(in: lab)) }

  static let nothing = Problem(
    "there are no such runs", advice: "train records one; runs lists them with their numbers")
}

extension Setting {
  init(_ name: String, runs path: WritableKeyPath<Root, RunSelection> & Sendable, _ summary: String) {
    self.init(
      name, kind: .runs, summary, get: { $0[keyPath: path].value },
      set: { try $0[keyPath: path].add($1, for: name) })
  }
}
