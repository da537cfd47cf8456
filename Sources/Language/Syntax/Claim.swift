import Basis

/// `claim ID "text" CONDITION by NUMBER exactly is contradicted`: a sentence that experiments decide.
package struct Claim: Equatable, Sendable {
  /// How measured numbers decide.
  package enum Test: String, CaseIterable, Sendable {
    /// The mean over the seeds, paired by seed, with its interval.
    case paired = ""
    /// The condition holds in every run, to the last bit.
    case exactly
    /// An order of magnitude: the condition holds in each seed that ran, be it one.
    case everySeed = "in every seed"
  }

  /// What the measurement is expected to say of the claim.
  package enum Stance: String, CaseIterable, Sendable {
    case reproduced, contradicted, undecided
  }

  package let id: Name
  /// The claim in words.
  package let text: String?
  package let condition: Expression
  /// How much the sides must differ at least.
  package let margin: Expression?
  package let test: Test
  package let stance: Stance

  package init(
    _ id: Name, text: String? = nil, _ condition: Expression, by margin: Expression? = nil,
    test: Test = .paired, stance: Stance = .reproduced
  ) {
    self.id = id
    self.text = text
    self.condition = condition
    self.margin = margin
    self.test = test
    self.stance = stance
  }

  /// The parts of a conjunction, which are judged one by one.
  package var conditions: [Expression] { condition.conjuncts }
}

extension Expression {
  fileprivate var conjuncts: [Expression] {
    if case .operation(.and, let left, let right) = node { left.conjuncts + right.conjuncts } else { [self] }
  }
}

extension Parser {
  mutating func claim() throws(Failure) -> Claim {
    let id = try newName()
    scanner.skipBlanks()
    let hasText = scanner.isNext("\"") || scanner.isNext("'")
    let text = hasText ? try scanner.string() : nil
    let condition = try expression()
    let margin = takeWord("by") ? try sum() : nil
    if margin != nil { try refuseMore(of: id) }
    var test = Claim.Test.paired
    if takeWord("exactly") {
      test = .exactly
    } else if takeWord("in") {
      try keyword("every")
      try keyword("seed")
      test = .everySeed
    }
    return Claim(
      id, text: text, condition, by: margin, test: test, stance: takeWord("is") ? try stance() : .reproduced)
  }

  /// `a.x > b.x by 0.1 and …`: which comparison a margin belongs to should be plain to see.
  private mutating func refuseMore(of id: Name) throws(Failure) {
    scanner.skipBlanks()
    let place = upcoming
    for word in ["and", "or"] where takeWord(word) {
      throw Failure(
        "\"by\" belongs to one comparison, so nothing can follow it with \"\(word)\"",
        advice: word == "and"
          ? "write a line for each comparison, with the same name: claim \(id.text) …"
          : "without by: claim \(id.text) a.x - b.x > 0.1 or … exactly",
        at: place)
    }
  }

  private mutating func stance() throws(Failure) -> Claim.Stance {
    for stance in Claim.Stance.allCases where takeWord(stance.rawValue) { return stance }
    scanner.skipBlanks()
    throw expected("contradicted or undecided")
  }
}
