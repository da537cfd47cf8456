import Basis

/// What has a value: a number, a word, a list, a measurement, arithmetic on these.
package struct Expression: Equatable, Sendable {
  package let node: Node
  @Uncompared package private(set) var span: Span
  /// Levels of the tree below and including this one; the parser limits it, because every walk over the tree
  /// recurses.
  @Uncompared private(set) var height: Int

  package init(_ node: Node, at span: Span) {
    self.node = node
    self.span = span
    height = 1 + node.childHeight
  }

  package enum Node: Equatable, Sendable {
    case number(Double)
    /// A quoted string.
    case text(String)
    /// A bare word: a binding's value, a measurement, or itself.
    case word(String)
    case list([Expression])
    /// `name(…)`: a built-in function or a measurement of the host.
    case call(Name, [Expression])
    indirect case range(Expression, Expression)
    indirect case negation(Expression)
    indirect case operation(Operator, Expression, Expression)
    /// `( … )` among the arguments of a command, where it switches to arithmetic.
    indirect case group(Expression)
  }
}

extension Expression {
  /// The value of what is written without measurements or arithmetic, its words standing for themselves; nil for
  /// anything else.
  package var literalValue: Value? {
    switch node {
    case .number(let number): return .number(number)
    case .text(let text), .word(let text): return .text(text)
    case .list(let items):
      let values = items.compactMap(\.literalValue)
      return values.count == items.count ? .list(values) : nil
    case .range(let lower, let upper):
      guard case .number(let first)? = lower.literalValue, case .number(let last)? = upper.literalValue,
        let start = Int(exactly: first), let end = Int(exactly: last), start <= end,
        max(abs(first), abs(last)) <= 0x1p53
      else { return nil }
      return .range(start...end)
    case .call, .negation, .operation, .group: return nil
    }
  }
}

/// The operators with two sides.
package enum Operator: String, CaseIterable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and
  case or

  package var isComparison: Bool { sort == .comparison }

  enum Sort { case arithmetic, comparison, logic }

  var sort: Sort {
    switch self {
    case .add, .subtract, .multiply, .divide, .power: .arithmetic
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    case .and, .or: .logic
    }
  }
}

extension Expression.Node {
  fileprivate var childHeight: Int {
    switch self {
    case .number, .text, .word: 0
    case .list(let items): items.reduce(0) { max($0, $1.height) }
    case .call(_, let arguments): arguments.reduce(0) { max($0, $1.height) }
    case .range(let first, let second), .operation(_, let first, let second): max(first.height, second.height)
    case .negation(let inner), .group(let inner): inner.height
    }
  }
}
