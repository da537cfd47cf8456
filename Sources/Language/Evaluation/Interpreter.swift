import Basis

/// Runs programs against a host, statement by statement.
///
/// It keeps nothing itself, so a command may run another program in the middle of this one. What it throws
/// for a program's sake is a `Diagnostic`; errors of other types pass through from the host.
package struct Interpreter {
  /// More rounds than anyone waits for; a loop beyond is a slip of the keyboard.
  package static let mostRounds = 1_000_000

  let host: any Host

  package init(_ host: any Host) { self.host = host }

  /// Stops at the first problem.
  package func run(_ program: Program) throws {
    for statement in program.statements { try run(statement, in: program.source) }
  }

  /// Reports every problem and goes on with the next statement, unless `report` throws or the user interrupts.
  package func run(_ program: Program, report: (Diagnostic) throws -> Void) throws {
    for statement in program.statements {
      do {
        try run(statement, in: program.source)
      } catch let diagnostic as Diagnostic where diagnostic.problem.kind != .interrupted {
        try report(diagnostic)
      }
    }
  }

  package func run(_ statement: Statement, in source: SourceText) throws {
    do {
      try checkInterruption()
      try run(statement.form, Evaluation(host: host, source: source), statement.span)
    } catch let problem as Problem {
      throw Diagnostic(problem.located(at: statement.span), in: source)
    }
  }

  /// The value of an expression in the host's present state.
  package func value(of expression: Expression, in source: SourceText) throws -> Value {
    do {
      return try Evaluation(host: host, source: source).value(of: expression)
    } catch let problem as Problem {
      throw Diagnostic(problem.located(at: expression.span), in: source)
    }
  }

  private func checkInterruption() throws {
    if host.isInterrupted { throw Problem("stopped", kind: .interrupted) }
  }

  private func run(_ form: Statement.Form, _ evaluation: Evaluation, _ span: Span) throws {
    switch form {
    case .command(let command): try host.run(try evaluation.call(command, at: span))
    case .binding(let name, let value): host.bindings[name.text] = try evaluation.value(of: value)
    case .print(let values): try host.show(try values.map { try evaluation.value(of: $0) })
    case .expect(let condition): try host.expectation(try evaluation.expectation(condition))
    case .measure(let name, let value):
      try host.record(measure: name.text, value: try evaluation.value(of: value), of: value)
    case .claim(let claim): try host.judge(claim, at: span, in: evaluation.source)
    case .loop(let name, let list, let body):
      let outer = host.bindings[name.text]
      defer { host.bindings[name.text] = outer }
      switch try evaluation.value(of: list) {
      case .list(let values):
        for value in values { try round(body, evaluation.source, name.text, value) }
      case .range(let range):
        try limit(range.rounds, at: list.span)
        for number in range { try round(body, evaluation.source, name.text, .number(Double(number))) }
      case let other:
        throw Problem(
          "for needs a list or a range, got \(other.literal)",
          advice: "for example: for a in [sigmoid, relu] { activation a }", at: list.span)
      }
    case .repetition(let count, let body):
      let value = try evaluation.value(of: count)
      guard case .number(let number) = value, number >= 0, number == number.rounded() else {
        throw Problem(
          "repeat needs a whole number of rounds, got \(value.literal)",
          advice: "for example: repeat 5 { train 1 }", at: count.span)
      }
      try limit(number, at: count.span)
      for _ in 0..<Int(number) { try round(body, evaluation.source) }
    case .choice(let branches, let otherwise):
      let chosen = try branches.first { try evaluation.holds($0.condition) }
      for statement in chosen?.body ?? otherwise ?? [] { try run(statement, in: evaluation.source) }
    }
  }

  private func limit(_ rounds: Double, at span: Span) throws {
    guard rounds <= Double(Interpreter.mostRounds) else {
      throw Problem(
        "a loop runs at most \(Numbers.grouped(Interpreter.mostRounds)) rounds, got \(Numbers.exact(rounds))",
        at: span)
    }
  }

  private func round(
    _ body: [Statement], _ source: SourceText, _ name: String? = nil, _ value: Value? = nil
  ) throws {
    try checkInterruption()
    if let name { host.bindings[name] = value }
    for statement in body { try run(statement, in: source) }
  }
}

extension ClosedRange<Int> {
  var rounds: Double { Double(upperBound) - Double(lowerBound) + 1 }
}
