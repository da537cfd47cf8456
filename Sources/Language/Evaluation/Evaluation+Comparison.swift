import Basis

/// Comparisons, and `expect`, which keeps both sides of one.
extension Evaluation {
  typealias Side = (value: Value, expression: Expression)

  func expectation(_ condition: Expression) throws -> Expectation {
    if case .operation(let sign, let left, let right) = condition.node {
      switch sign.sort {
      case .comparison:
        let (first, second) = (try value(of: left), try value(of: right))
        return Expectation(
          condition, first, sign, second, held: try compare(sign, (first, left), (second, right)), in: source)
      case .logic:
        let sides = try [left, right].map { try expectation($0, joinedBy: sign) }
        let held = sign == .and ? sides[0].held && sides[1].held : sides[0].held || sides[1].held
        return Expectation(
          condition, .flag(held), parts: sides.flatMap { $0.parts.isEmpty ? [$0] : $0.parts }, held: held,
          in: source)
      case .arithmetic: break
      }
    }
    let value = try value(of: condition)
    guard let held = value.asFlag else {
      throw Problem(
        "expect needs a comparison or on/off, got \(value.literal)",
        advice: "for example: expect accuracy(test) > 0.9", at: condition.span)
    }
    return Expectation(condition, value, held: held, in: source)
  }

  private func expectation(_ side: Expression, joinedBy sign: Operator) throws -> Expectation {
    if case .operation(let inner, _, _) = side.node, inner.sort != .arithmetic {
      return try expectation(side)
    }
    let flag = try flag(side, joinedBy: sign)
    return Expectation(side, .flag(flag), held: flag, in: source)
  }

  /// `and`, `or`. Both sides are always evaluated, so that a mistake in one does not hide behind the other.
  func combine(_ sign: Operator, _ left: Expression, _ right: Expression) throws -> Bool {
    let sides = try [left, right].map { try flag($0, joinedBy: sign) }
    return sign == .and ? sides[0] && sides[1] : sides[0] || sides[1]
  }

  private func flag(_ side: Expression, joinedBy sign: Operator) throws -> Bool {
    let value = try value(of: side)
    guard let flag = value.asFlag else {
      throw Problem(
        "\(sign.rawValue) joins comparisons, got \(value.literal)",
        advice: "for example: x > 0 \(sign.rawValue) x < 1", at: side.span)
    }
    return flag
  }

  func compare(_ sign: Operator, _ left: Side, _ right: Side) throws -> Bool {
    switch sign {
    case .equal: return try areEqual(left, right)
    case .notEqual: return !(try areEqual(left, right))
    default:
      let first = try ordered(left, sign)
      let second = try ordered(right, sign)
      return switch sign {
      case .less: first < second
      case .lessOrEqual: first <= second
      case .greater: first > second
      default: first >= second
      }
    }
  }

  private func ordered(_ side: Side, _ sign: Operator) throws -> Double {
    guard case .number(let number) = side.value else {
      throw notANumber(side.value, side.expression, for: sign.rawValue)
    }
    return number
  }

  private func areEqual(_ left: Side, _ right: Side) throws -> Bool {
    switch (left.value, right.value) {
    case (.flag(let flag), let other), (let other, .flag(let flag)):
      guard let otherFlag = other.asFlag else { throw unlike(left.value, right.value, at: right.expression) }
      return flag == otherFlag
    case (.number, .number), (.text, .text), (.range, .range), (.list, .list):
      return left.value == right.value
    default: throw unlike(left.value, right.value, at: right.expression)
    }
  }

  private func unlike(_ left: Value, _ right: Value, at expression: Expression) -> Problem {
    Problem(
      "\(left.literal) is \(left.noun) and \(right.literal) is \(right.noun); == compares values of one kind",
      at: expression.span)
  }
}

extension Value {
  /// The words `on` and `off` are flags where a flag is wanted.
  var asFlag: Bool? {
    switch self {
    case .flag(let flag): flag
    case .text("on"): true
    case .text("off"): false
    default: nil
    }
  }
}
