import Basis
import Experiments
import Language

/// A condition that every run must satisfy.
struct CountedPart {
  private let lab: Lab
  private let condition: Expression
  private let margin: Double
  private let seeds: [UInt64]
  private let source: SourceText

  init(_ lab: Lab, _ condition: Expression, _ margin: Double?, _ seeds: [UInt64], _ source: SourceText) {
    self.lab = lab
    self.condition = condition
    self.margin = margin ?? 0
    self.seeds = seeds
    self.source = source
  }

  func part() throws -> ClaimEntry.Part {
    let held = try seeds.map(holds)
    let test = CountTest(held)
    var finding =
      test.holding == seeds.count
      ? "holds in " + (seeds.count == 1 ? "the one seed" : "all \(seeds.count) seeds")
      : "holds in \(test.holding) of \(seeds.count.counted("seed"))"
    if let values = try values() { finding += ": \(values)" }
    if let first = zip(seeds, held).first(where: { !$0.1 }), seeds.count > 1 {
      finding += "; not with seed \(first.0)"
    }
    return ClaimEntry.Part(condition: condition.text, verdict: test.verdict, finding: finding)
  }

  private func holds(_ seed: UInt64) throws -> Bool {
    if margin != 0, let comparison = Comparison(condition) {
      let left = try lab.number(comparison.left, seed: seed, in: source)
      let right = try lab.number(comparison.right, seed: seed, in: source)
      let difference = comparison.isDownwards ? left - right : right - left
      return Limit(.above, margin, includesValue: comparison.includesEquality).contains(difference)
    }
    let value = try lab.judging(seed) { try Interpreter(lab).value(of: condition, in: source) }
    guard case .flag(let flag) = value else {
      throw Problem(
        "a claim compares: \(condition.text) is \(value.literal)", advice: "a.x > b.x", at: condition.span)
    }
    return flag
  }

  /// `a.x 0.25…0.31, b.x 4`: what the sides were.
  private func values() throws -> String? {
    guard let comparison = Comparison(condition) else { return nil }
    let texts = try [comparison.left, comparison.right].compactMap { side -> String? in
      if side.experimentNames.isEmpty { return nil }
      let values = try seeds.map { seed in
        try lab.judging(seed) { try Interpreter(lab).value(of: side, in: source) }
      }
      let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
      if numbers.count < values.count { return "\(side.text) \(values[0].display)" }
      guard let low = numbers.min(), let high = numbers.max() else { return nil }
      let range = low < high ? "…\(Numbers.measured(high))" : ""
      let lost = numbers.contains { $0.isNaN } ? ", NaN among them" : ""
      return "\(side.text) \(Numbers.measured(low))\(range)\(lost)"
    }
    return texts.joined(separator: ", ")
  }
}
