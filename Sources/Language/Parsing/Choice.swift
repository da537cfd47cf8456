import Basis

/// `if`: the grammar, and what holds.
extension Parser {
  /// A chain of `else if` is one statement with a list of branches, so that no length of it nests.
  mutating func choice() throws(Failure) -> Statement.Form {
    var branches = [try branch()]
    while takeWord("else") {
      guard takeWord("if") else { return .choice(branches, otherwise: try block()) }
      branches.append(try branch())
    }
    return .choice(branches, otherwise: nil)
  }

  private mutating func branch() throws(Failure) -> Branch {
    let condition = try expression()
    return Branch(condition, try block())
  }
}

extension Evaluation {
  func holds(_ condition: Expression) throws -> Bool {
    let value = try value(of: condition)
    guard let flag = value.asFlag else {
      throw Problem(
        "if needs a comparison or on/off, got \(value.literal)",
        advice: "for example: if arm == a { train 5 }",
        at: condition.span)
    }
    return flag
  }
}
