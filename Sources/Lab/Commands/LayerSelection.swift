import Basis

/// Layers as the learner counts them: `3`, `1..3`, `last`, `[1, 4]`.
package struct LayerSelection: Sendable {
  /// As typed.
  package let value: Value

  package init(_ value: Value, for name: String) throws {
    func check(_ value: Value, isInList: Bool) throws {
      switch value {
      case .number(let number) where number >= 1 && number == number.rounded() && number <= 1e6: break
      case .range(let range) where range.lowerBound >= 1: break
      case .text("last"): break
      case .text(let word) where LayerSelection.start(of: word) != nil: break
      case .list(let items) where !isInList && !items.isEmpty:
        for item in items { try check(item, isInList: true) }
      default: throw Problem("\(name) must be \(Kind.layers.rule), got \(value.literal)")
      }
    }
    try check(value, isInList: false)
    self.value = value
  }

  package static func number(_ number: Int) -> LayerSelection {
    LayerSelection(checked: .number(Double(number)))
  }

  private init(checked value: Value) { self.value = value }

  /// Counted from 0, in ascending order, each once.
  package func indices(among count: Int) throws -> [Int] {
    guard count > 0 else {
      throw Problem("the network has no layers yet", advice: "layer dense 50 relu adds one")
    }
    func resolve(_ value: Value) throws -> [Int] {
      switch value {
      case .number(let number):
        try check(Int(number), count)
        return [Int(number) - 1]
      case .range(let range):
        try check(range.upperBound, count)
        return Array(range.lowerBound - 1...range.upperBound - 1)
      case .text(let word):
        let start = LayerSelection.start(of: word) ?? count
        try check(start, count)
        return Array(start - 1...count - 1)
      case .list(let items): return try items.flatMap(resolve)
      case .flag: return []
      }
    }
    return Set(try resolve(value)).sorted()
  }

  /// The 3 of `3..last`.
  private static func start(of word: String) -> Int? {
    guard word.hasSuffix("..last"), let start = Int(word.dropLast("..last".count)), start >= 1 else {
      return nil
    }
    return start
  }

  /// The one layer meant, counted from 0.
  package func index(among count: Int) throws -> Int {
    let all = try indices(among: count)
    guard all.count == 1, let only = all.first else {
      throw Problem("one layer is wanted here, got \(value.literal)")
    }
    return only
  }

  private func check(_ number: Int, _ count: Int) throws {
    guard number <= count else {
      throw Problem(
        "there is no layer \(Numbers.grouped(number)): the network has \(count.counted("layer"))",
        advice: "summary lists them")
    }
  }
}
