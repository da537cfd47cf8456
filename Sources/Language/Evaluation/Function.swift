import Basis
import Foundation

/// A function of the language itself: from values to a value, nothing else.
package struct Function: Sendable {
  package let name: String
  package let usage: String
  package let summary: String
  let body: Body

  enum Body: Sendable {
    case computing(@Sendable ([Value], String) throws -> Double)
    /// One of two values of any kind.
    case choosingBySize
  }

  init(
    name: String, usage: String, summary: String, body: @escaping @Sendable ([Value], String) throws -> Double
  ) {
    self.init(name: name, usage: usage, summary: summary, .computing(body))
  }

  private init(name: String, usage: String, summary: String, _ body: Body) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.body = body
  }

  /// Whether its arguments stand for themselves where the call does: words remain words in a command.
  var passesValuesOn: Bool { if case .choosingBySize = body { true } else { false } }

  func apply(_ arguments: [Value], isFullSize: Bool) throws -> Value {
    switch body {
    case .computing(let compute): return .number(try compute(arguments, usage))
    case .choosingBySize:
      guard arguments.count == 2 else {
        throw Problem(
          "\(usage) takes two values, got \(arguments.count)",
          advice: "size(6, 50) is 6 in a lesson and 50 in its full study")
      }
      return arguments[isFullSize ? 1 : 0]
    }
  }

  package static let all: [Function] = [
    Function("abs", "Distance from zero.") { abs($0) },
    Function("sqrt", "Square root.", defined: { $0 >= 0 }, for: "a number of at least 0") { sqrt($0) },
    Function("log", "Natural logarithm.", defined: { $0 > 0 }, for: "a number above 0") { log($0) },
    Function("log10", "Logarithm to base 10.", defined: { $0 > 0 }, for: "a number above 0") { log10($0) },
    Function("exp", "e to this power.") { exp($0) },
    Function("floor", "The next whole number below.") { $0.rounded(.down) },
    Function("ceil", "The next whole number above.") { $0.rounded(.up) },
    Function(
      name: "round", usage: "round(x, decimals)",
      summary: "The nearest number with so many decimals, or whole."
    ) { arguments, usage in
      let numbers = try arguments.map { try number($0, usage) }
      guard numbers.count == 1 || numbers.count == 2 else { throw wrongCount(arguments, usage) }
      let decimals = numbers.count == 2 ? numbers[1] : 0
      guard (0...15).contains(decimals), decimals == decimals.rounded() else {
        throw Problem("round keeps 0 to 15 decimals, got \(Numbers.exact(decimals))")
      }
      let scaled = (numbers[0] * pow(10, decimals)).rounded()
      // Large numbers have no decimals left to lose, and would overflow on the way.
      return scaled.isFinite ? scaled / pow(10, decimals) : numbers[0]
    },
    Function("min", "The smallest.", of: { $0.reduce(.infinity, smaller) }),
    Function("max", "The largest.", of: { $0.reduce(-.infinity, larger) }),
    Function("mean", "The average.", of: { $0.reduce(0, +) / Double($0.count) }),
    Function(
      name: "length", usage: "length(list)", summary: "How many values a list or range has.", body: length),
    Function(name: "count", usage: "count(list)", summary: "The same as length.", body: length),
    Function(
      name: "size", usage: "size(LESSON, FULL)",
      summary:
        "The first value, or the second where a study runs in full (descent --full, lesson … full=on).",
      .choosingBySize),
  ]

  /// NaN wins, so that a lost measurement is not hidden by the others.
  private static func smaller(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .nan : min(first, second)
  }

  private static func larger(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .nan : max(first, second)
  }

  private static func length(_ arguments: [Value], _ usage: String) throws -> Double {
    guard arguments.count == 1 else { throw wrongCount(arguments, usage) }
    switch arguments[0] {
    case .list(let values): return Double(values.count)
    case .range(let range): return range.rounds
    case let other: throw Problem("\(usage) needs a list or a range, got \(other.literal)")
    }
  }
}

extension Function {
  /// Of one number.
  private init(
    _ name: String, _ summary: String, defined: @escaping @Sendable (Double) -> Bool = { _ in true },
    for rule: String = "a number", _ body: @escaping @Sendable (Double) -> Double
  ) {
    self.init(name: name, usage: "\(name)(x)", summary: summary) { arguments, usage in
      guard arguments.count == 1 else { throw Function.wrongCount(arguments, usage) }
      let x = try Function.number(arguments[0], usage)
      guard x.isNaN || defined(x) else { throw Problem("\(usage) needs \(rule), got \(Numbers.exact(x))") }
      return body(x)
    }
  }

  /// Of a list, or of several numbers.
  private init(_ name: String, _ summary: String, of body: @escaping @Sendable ([Double]) -> Double) {
    self.init(name: name, usage: "\(name)(a, b …)", summary: summary) { arguments, usage in
      let numbers = try arguments.flatMap { try Function.numbers($0, usage) }
      guard !numbers.isEmpty else { throw Problem("\(usage) needs at least one number, got none") }
      return body(numbers)
    }
  }

  fileprivate static func wrongCount(_ arguments: [Value], _ usage: String) -> Problem {
    Problem("the function is written \(usage), got \(arguments.count) values")
  }

  fileprivate static func number(_ value: Value, _ usage: String) throws -> Double {
    guard case .number(let number) = value else {
      throw Problem("\(usage) needs a number, got \(value.literal)")
    }
    return number
  }

  private static func numbers(_ value: Value, _ usage: String) throws -> [Double] {
    switch value {
    case .list(let values): return try values.map { try number($0, usage) }
    case .range(let range):
      guard range.rounds <= Double(Interpreter.mostRounds) else {
        throw Problem(
          "\(usage) takes at most \(Numbers.grouped(Interpreter.mostRounds)) numbers, got \(value.literal)")
      }
      return range.map(Double.init)
    case .number, .text, .flag: return [try number(value, usage)]
    }
  }
}
