import Basis

/// Turns expressions into values, asking the host for measurements and bindings.
struct Evaluation {
  let host: any Host
  let source: SourceText

  /// What a bare word without a binding stands for.
  enum WordMeaning {
    /// In arithmetic and comparisons: a measurement, if the host has one of this name.
    case measurement
    /// In lists, in arguments of commands and of measurements: itself.
    case itself
  }

  func value(of expression: Expression, words: WordMeaning = .measurement) throws -> Value {
    switch expression.node {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .word(let word): return try value(ofWord: word, words, at: expression.span)
    case .list(let items): return .list(try items.map { try value(of: $0, words: .itself) })
    case .call(let name, let arguments): return try call(name, arguments, words, at: expression.span)
    case .range(let lower, let upper): return try range(lower, upper, at: expression.span)
    case .group(let inner): return try value(of: inner)
    case .negation(let inner): return .number(-(try number(inner, for: "-")))
    case .operation(let sign, let left, let right):
      switch sign.sort {
      case .logic: return .flag(try combine(sign, left, right))
      case .comparison:
        let (first, second) = (try value(of: left), try value(of: right))
        return .flag(try compare(sign, (first, left), (second, right)))
      case .arithmetic:
        let first = try number(left, for: sign.rawValue)
        let second = try number(right, for: sign.rawValue)
        return .number(try Arithmetic.apply(sign, first, second, at: expression.span))
      }
    }
  }

  private func value(ofWord word: String, _ meaning: WordMeaning, at span: Span) throws -> Value {
    if let bound = host.bindings[word] { return bound }
    // A word with a point can only be a result such as `deep.accuracy`; the host knows whether there is one.
    if meaning == .measurement, word.contains(".") || host.measurements.contains(word) {
      return try measure(word, [], at: span)
    }
    return .text(word)
  }

  private func call(
    _ name: Name, _ arguments: [Expression], _ meaning: WordMeaning, at span: Span
  ) throws -> Value {
    if let function = Function.all.first(where: { $0.name == name.text }) {
      let words = function.passesValuesOn ? meaning : .measurement
      do {
        return try function.apply(
          try arguments.map { try value(of: $0, words: words) }, isFullSize: host.isFullSize)
      } catch let problem as Problem {
        throw problem.located(at: span)
      }
    }
    guard name.text.contains(".") || host.measurements.contains(name.text) else {
      let known = host.measurements + Function.all.map(\.name)
      throw Problem(
        "there is no measurement or function \"\(name.text)\"."
          + Suggestion.sentence(for: name.text, among: known),
        advice: "measurements: \(host.measurements.joined(separator: ", "))", at: name.span)
    }
    return try measure(name.text, try arguments.map { try value(of: $0, words: .itself) }, at: span)
  }

  private func measure(_ name: String, _ arguments: [Value], at span: Span) throws -> Value {
    do {
      return try host.measure(name, arguments, at: span, in: source)
    } catch let problem as Problem {
      throw problem.located(at: span)
    }
  }

  private func range(_ lower: Expression, _ upper: Expression, at span: Span) throws -> Value {
    let first = try value(of: lower, words: .itself)
    let second = try value(of: upper, words: .itself)
    // How many layers there are is the host's business: it gets `3..last` as a word.
    if first == .text("last") || second == .text("last") {
      return .text(Printer.argument(first) + ".." + Printer.argument(second))
    }
    let start = try whole(first, at: lower)
    let end = try whole(second, at: upper)
    guard start <= end else {
      throw Problem(
        "a range goes up, got \(start)..\(end)", advice: "for example: \(end)..\(start)", at: span)
    }
    return .range(start...end)
  }

  private func whole(_ value: Value, at expression: Expression) throws -> Int {
    guard case .number(let number) = value, number == number.rounded(), abs(number) <= 0x1p53 else {
      throw Problem(
        "a range has whole numbers at its ends, got \(value.literal)", advice: "for example: 1..5",
        at: expression.span)
    }
    return Int(number)
  }

  func number(_ expression: Expression, for sign: String) throws -> Double {
    let value = try value(of: expression)
    guard case .number(let number) = value else { throw notANumber(value, expression, for: sign) }
    return number
  }

  func notANumber(_ value: Value, _ expression: Expression, for sign: String) -> Problem {
    var hint = ""
    if case .word(let word) = expression.node, host.bindings[word] == nil {
      hint = Suggestion.sentence(for: word, among: host.bindings.names + host.measurements)
    }
    return Problem(
      "\(value.literal) is \(value.noun); \(sign) needs numbers" + (hint.isEmpty ? "" : "." + hint),
      at: expression.span)
  }
}
