import Basis
import Experiments
import Language

/// Judges one claim on what experiments have measured.
struct ClaimJudge {
  private let lab: Lab
  private let claim: Claim
  private let source: SourceText
  private let span: Span

  init(_ lab: Lab, _ claim: Claim, at span: Span, in source: SourceText) {
    self.lab = lab
    self.claim = claim
    self.source = source
    self.span = span
  }

  func entry() throws -> ClaimEntry {
    let seeds = try commonSeeds()
    let parts = try claim.conditions.map { try part($0, seeds) }
    return ClaimEntry(
      id: claim.id.text, text: claim.text ?? claim.condition.text, statement: claim.line,
      margin: claim.margin?.text, test: test(seeds.count), stated: Verdict(claim.stance), parts: parts,
      seeds: seeds, date: lab.now)
  }

  private func test(_ seeds: Int) -> String {
    switch claim.test {
    case .paired: "mean over seeds, paired by seed; 95 % interval of Student's t"
    case .exactly: "exact: must hold in every run"
    case .everySeed: "order of magnitude: must hold in every seed that ran"
    }
  }

  /// The seeds that all experiments of the claim ran with.
  private func commonSeeds() throws -> [UInt64] {
    let names = claim.condition.experimentNames
    let plans = try names.compactMap { name -> ExperimentPlan? in
      if let plan = lab.experiments.plan(named: name.text) { return plan }
      let known = lab.experiments.plans.map(\.name)
      if Measurements.family.names.contains(where: { $0.hasPrefix(name.text + ".") }) { return nil }
      throw Problem(
        "there is no experiment \"\(name.text)\"." + Suggestion.sentence(for: name.text, among: known),
        advice: known.isEmpty
          ? "experiment \(name.text) { … } runs one" : "experiments: \(known.joined(separator: ", "))",
        at: name.span)
    }
    guard let first = plans.first else {
      throw Problem(
        "a claim compares what experiments measured, and \(claim.condition.text) names none",
        advice: "claim \(claim.id.text) NAME.x > 0.9, where experiment NAME { … measure x = … }",
        at: claim.condition.span)
    }
    let seeds = first.seeds.filter { seed in plans.allSatisfy { $0.seeds.contains(seed) } }
    guard !seeds.isEmpty else {
      throw Problem(
        "\(plans.map(\.name).enumeration) share no seed, so their runs cannot be paired",
        advice: "give them the same list: varies seed=1..5", at: claim.condition.span)
    }
    return seeds
  }

  private func part(_ condition: Expression, _ seeds: [UInt64]) throws -> ClaimEntry.Part {
    if claim.margin != nil {
      guard claim.conditions.count == 1 else {
        throw Problem(
          "\"by\" belongs to one comparison, and this claim has \(claim.conditions.count)",
          advice: "write a line for each; they may share the name \(claim.id.text)", at: claim.margin?.span)
      }
      guard let comparison = Comparison(condition), comparison.isOrdered else {
        throw Problem("\"by\" goes with < and >", advice: "a.x > b.x by 0.02", at: claim.margin?.span)
      }
    }
    switch claim.test {
    case .paired: return try PairedPart(lab, condition, try margin(), seeds, source).part()
    case .exactly, .everySeed: return try CountedPart(lab, condition, try margin(), seeds, source).part()
    }
  }

  private func margin() throws -> Double? {
    guard let margin = claim.margin else { return nil }
    guard case .number(let number) = try Interpreter(lab).value(of: margin, in: source), number.isFinite
    else {
      throw Problem("\"by\" needs a number", advice: "a.x > b.x by 0.02", at: margin.span)
    }
    return number
  }
}

/// The two sides of a condition that compares.
struct Comparison {
  let sign: Operator
  let left: Expression
  let right: Expression

  init?(_ expression: Expression) {
    guard case .operation(let sign, let left, let right) = expression.node, sign.isComparison else {
      return nil
    }
    self.sign = sign
    self.left = left
    self.right = right
  }

  var isOrdered: Bool { sign != .equal && sign != .notEqual }
  /// Whether the left side is to be the larger one.
  var isDownwards: Bool { sign == .greater || sign == .greaterOrEqual }
  var includesEquality: Bool { sign == .greaterOrEqual || sign == .lessOrEqual }
}

extension Verdict {
  init(_ stance: Claim.Stance) {
    switch stance {
    case .reproduced: self = .reproduced
    case .contradicted: self = .contradicted
    case .undecided: self = .undecided
    }
  }
}

extension Lab {
  /// Runs `body` with the words of experiments standing for their values with this seed.
  func judging<Result>(_ seed: UInt64, _ body: () throws -> Result) throws -> Result {
    let former = judgingSeed
    judgingSeed = seed
    defer { judgingSeed = former }
    do {
      return try body()
    } catch let diagnostic as Diagnostic {
      var problem = diagnostic.problem
      problem.message = "with seed \(seed): \(problem.message)"
      throw Diagnostic(problem, in: diagnostic.source)
    }
  }

  func number(_ expression: Expression, seed: UInt64, in source: SourceText) throws -> Double {
    let value = try judging(seed) { try Interpreter(self).value(of: expression, in: source) }
    guard case .number(let number) = value else {
      throw Problem(
        "\(expression.text) is \(value.noun), and a claim of this kind compares numbers",
        advice: "compare words with == … exactly", at: expression.span)
    }
    return number
  }
}

extension Expression {
  /// What may be experiments: the words before the point, each once, in order.
  var experimentNames: [Name] {
    var names: [Name] = []
    func add(_ word: String, _ span: Span) {
      let parts = word.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, !names.contains(where: { $0.text == parts[0] }) else { return }
      names.append(Name(String(parts[0]), at: span))
    }
    func walk(_ expression: Expression) {
      switch expression.node {
      case .number, .text: break
      case .word(let word): add(word, expression.span)
      case .call(let name, let arguments):
        add(name.text, name.span)
        arguments.forEach(walk)
      case .list(let items): items.forEach(walk)
      case .range(let first, let second), .operation(_, let first, let second):
        walk(first)
        walk(second)
      case .negation(let inner), .group(let inner): walk(inner)
      }
    }
    walk(self)
    return names
  }
}
