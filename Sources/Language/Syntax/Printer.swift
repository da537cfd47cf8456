import Basis

/// Syntax as text in its normal form. Reading that text gives the same syntax again.
extension Program {
  package var text: String { statements.map { $0.text + "\n" }.joined() }
}

extension Statement {
  package var text: String { lines.joined(separator: "\n") }

  private var lines: [String] {
    switch form {
    case .command(let command):
      let head = command.head(with: command.arguments.map(\.text))
      return command.block.map { Statement.lines(head, $0) } ?? [head]
    case .binding(let name, let value): return ["let \(name.text) = \(value.text)"]
    case .print(let values): return ["print " + values.map(\.text).joined(separator: ", ")]
    case .expect(let condition): return ["expect \(condition.text)"]
    case .measure(let name, let value): return ["measure \(name.text) = \(value.text)"]
    case .claim(let claim): return [claim.line]
    case .loop(let name, let list, let body): return Statement.lines("for \(name.text) in \(list.text)", body)
    case .repetition(let count, let body): return Statement.lines("repeat \(count.text)", body)
    case .choice(let branches, let otherwise):
      var lines: [String] = []
      for branch in branches {
        // What closes the branch before begins the line of the next.
        let joint = lines.popLast().map { $0 + " else " } ?? ""
        lines += Statement.lines("\(joint)if \(branch.condition.text)", branch.body)
      }
      guard let otherwise, let close = lines.popLast() else { return lines }
      return lines + Statement.lines(close + " else", otherwise)
    }
  }

  static func lines(_ head: String, _ block: [Statement]) -> [String] {
    [head + " {"] + block.flatMap(\.lines).map { "  " + $0 } + ["}"]
  }
}

extension Claim {
  /// The whole statement.
  package var line: String {
    let condition = condition.text
    // A string there would be taken for the text of the claim.
    let isShielded = text == nil && condition.hasPrefix("\"")
    return
      ([
        "claim", id.text, text.map(Printer.quoted), isShielded ? "(\(condition))" : condition,
        margin.map { "by " + $0.text(atLeast: .sum) }, test.rawValue,
        stance == .reproduced ? nil : "is \(stance.rawValue)",
      ] as [String?]).compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Command {
  func head(with arguments: [String]) -> String { ([verb.text] + arguments).joined(separator: " ") }
}

extension CommandArgument {
  package var text: String { (name.map { $0.text + "=" } ?? "") + value.argumentText }
}

extension Expression {
  /// As it stands in an expression.
  package var text: String {
    switch node {
    case .number(let number): Numbers.exact(number)
    case .text(let text): Printer.quoted(text)
    case .word(let word): word
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .call(let name, let arguments): name.text + "(" + arguments.map(\.text).joined(separator: ", ") + ")"
    case .range(let lower, let upper): lower.text(above: .range) + ".." + upper.text(above: .range)
    case .negation(let inner): "-" + inner.text(atLeast: .sign)
    case .operation(.power, let base, let exponent):
      base.text(above: .power) + " ^ " + exponent.text(atLeast: .sign)
    case .operation(let sign, let left, let right):
      (sign.isComparison ? left.text(above: .comparison) : left.text(atLeast: binding))
        + " \(sign.rawValue) " + right.text(above: binding)
    case .group(let inner): "(" + inner.text + ")"
    }
  }

  /// As it stands among the arguments of a command, where arithmetic needs parentheses.
  var argumentText: String {
    switch node {
    case .number, .text, .word, .group, .call: text
    case .list(let items): "[" + items.map(\.argumentText).joined(separator: ", ") + "]"
    case .range(let lower, let upper): lower.argumentText + ".." + upper.argumentText
    case .negation, .operation: "(" + text + ")"
    }
  }

  /// How tightly a form holds its parts, loosest first; the rows of the grammar.
  fileprivate enum Binding: Int {
    case or, and, comparison, range, sum, product, sign, power, primary
  }

  private var binding: Binding {
    switch node {
    case .number, .text, .word, .list, .call, .group: .primary
    case .range: .range
    case .negation: .sign
    case .operation(let sign, _, _):
      switch sign {
      case .add, .subtract: .sum
      case .multiply, .divide: .product
      case .power: .power
      case .and: .and
      case .or: .or
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
      }
    }
  }

  fileprivate func text(atLeast limit: Binding) -> String {
    binding.rawValue >= limit.rawValue ? text : "(" + text + ")"
  }

  private func text(above limit: Binding) -> String {
    binding.rawValue > limit.rawValue ? text : "(" + text + ")"
  }
}

enum Printer {
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"" + escaped + "\""
  }

  /// A value that took the place of a binding or calculation among the arguments of a command.
  static func argument(_ value: Value) -> String {
    switch value {
    case .text(let text):
      let isPlainWord =
        (text.unicodeScalars.first.map(Scanner.isLetter) ?? false) && !text.contains("..")
        && text.unicodeScalars.allSatisfy {
          Scanner.isLetter($0) || "0123456789-./".unicodeScalars.contains($0)
        }
      return isPlainWord ? text : quoted(text)
    case .list(let values): return "[" + values.map(argument).joined(separator: ", ") + "]"
    case .number, .flag, .range: return value.literal
    }
  }
}
