import Basis
import Experiments
import Language

/// A comparison judged by its mean over the seeds: of one measure against a bound, or of two that share their seeds.
struct PairedPart {
  private let lab: Lab
  private let condition: Expression
  private let comparison: Comparison
  private let margin: Double
  private let seeds: [UInt64]
  private let source: SourceText

  init(
    _ lab: Lab, _ condition: Expression, _ margin: Double?, _ seeds: [UInt64], _ source: SourceText
  ) throws {
    guard let comparison = Comparison(condition) else {
      throw Problem(
        "a claim compares: \(condition.text) does not", advice: "a.x > b.x, joined with and where needed",
        at: condition.span)
    }
    guard comparison.isOrdered else {
      throw Problem(
        "means are never quite equal; \(comparison.sign.rawValue) asks for an exact claim",
        advice: "add exactly at the end, or two claims: abs(a.x - b.x) < 0.01", at: condition.span)
    }
    self.lab = lab
    self.condition = condition
    self.comparison = comparison
    self.margin = margin ?? 0
    self.seeds = seeds
    self.source = source
  }

  func part() throws -> ClaimEntry.Part {
    let left = try seeds.map { try lab.number(comparison.left, seed: $0, in: source) }
    let right = try seeds.map { try lab.number(comparison.right, seed: $0, in: source) }
    let quantity = quantity(left, right)
    let test = IntervalTest(Sample(quantity.values), quantity.limit)
    var sentences = [text(test, quantity)]
    if let noise = try noise(test) { sentences.append(noise) }
    return ClaimEntry.Part(
      condition: condition.text, verdict: test.verdict, leaning: test.isProvisional ? test.leans : nil,
      finding: sentences.joined(separator: ". "), mean: test.sample.mean, interval: test.interval,
      limit: test.limit.value, effectSize: test.effectSize(from: quantity.origin))
  }

  // MARK: What is tested

  private struct Quantity {
    let name: String
    let values: [Double]
    let limit: Limit
    /// Where effect sizes are measured from.
    let origin: Double
  }

  /// A constant side is the bound for the other one; otherwise the larger side minus the smaller.
  private func quantity(_ left: [Double], _ right: [Double]) -> Quantity {
    let isAbove = comparison.isDownwards
    let includes = comparison.includesEquality
    let isLeftConstant = comparison.left.experimentNames.isEmpty
    if isLeftConstant != comparison.right.experimentNames.isEmpty {
      // In 0.9 < a.x it is the measure that has to be above.
      let side: Limit.Side = isAbove != isLeftConstant ? .above : .below
      let bound = (isLeftConstant ? left : right)[0] + (side == .above ? margin : -margin)
      return Quantity(
        name: "mean", values: isLeftConstant ? right : left,
        limit: Limit(side, bound, includesValue: includes), origin: bound)
    }
    let differences = isAbove ? zip(left, right).map { $0 - $1 } : zip(left, right).map { $1 - $0 }
    return Quantity(
      name: "mean difference", values: differences, limit: Limit(.above, margin, includesValue: includes),
      origin: 0)
  }

  // MARK: In words

  private func text(_ test: IntervalTest, _ quantity: Quantity) -> String {
    let side =
      switch (test.limit.side, test.limit.includesValue) {
      case (.above, false): "above"
      case (.above, true): "at least"
      case (.below, false): "below"
      case (.below, true): "at most"
      }
    let bound = "\(side) \(PairedPart.bound(test.limit.value))"
    if test.lost > 0 {
      return "\(test.lost) of \(seeds.count.counted("seed")) gave no number, so there is no interval"
    }
    guard let interval = test.interval else {
      let place = test.leans ? bound : "not \(bound)"
      let name = quantity.name == "mean" ? "" : "the difference is "
      return "\(name)\(show(test.sample.mean)), \(place); one seed is not a verdict"
    }
    let place =
      switch test.verdict {
      case .reproduced: "all of it \(bound)"
      case .contradicted: "none of it \(bound)"
      case .undecided: "reaching to both sides of \(PairedPart.bound(test.limit.value))"
      }
    let range = "\(show(interval.lower))…\(show(interval.upper))"
    let effect = test.effectSize(from: quantity.origin).map { ", d = \(Numbers.compact($0))" } ?? ""
    return "\(quantity.name) \(show(test.sample.mean)), 95 % interval \(range): \(place)\(effect)"
  }

  /// As it was written, unless arithmetic has made many digits of it.
  private static func bound(_ number: Double) -> String {
    let exact = Numbers.exact(number)
    return exact.count <= 8 ? exact : Numbers.compact(number, digits: 4)
  }

  private func show(_ number: Double) -> String { Numbers.measured(number) }

  /// Accuracies are counted on samples; a distance within two standard errors of that says little.
  private func noise(_ test: IntervalTest) throws -> String? {
    let errors = try [comparison.left, comparison.right].flatMap { side -> [SamplingError] in
      guard let (name, arguments) = side.measureCall,
        let measured = try lab.measured(name, arguments, at: side.span)
      else { return [] }
      return measured.values.filter { seeds.contains($0.seed) }.compactMap(\.measured.samplingError)
    }
    guard let samples = errors.map(\.samples).min() else { return nil }
    let variance = errors.reduce(0) { $0 + $1.value * $1.value } / Double(seeds.count)
    let reach = 2 * (variance / Double(seeds.count)).squareRoot()
    guard reach > 0, abs(test.sample.mean - test.limit.value) < reach else { return nil }
    return
      "Inside the noise: with \(Numbers.grouped(samples)) samples a run, chance alone moves this by "
      + "±\(Numbers.compact(reach)) (two standard errors)"
  }
}

extension Expression {
  /// The name and the literal arguments, where the expression is one measure and nothing else.
  var measureCall: (name: String, arguments: [Value])? {
    switch node {
    case .word(let word): return (word, [])
    case .call(let name, let arguments):
      let values = arguments.compactMap { argument -> Value? in
        switch argument.node {
        case .number(let number): .number(number)
        case .text(let text), .word(let text): .text(text)
        default: nil
        }
      }
      return values.count == arguments.count ? (name.text, values) : nil
    default: return nil
    }
  }
}
