import Language

/// What remains of a lesson's block when only its studies run: experiments, claims about them, and names that stand for
/// something else than the state of the lab.
extension Program {
  var studies: [Statement] { statements.compactMap(\.study) }
}

extension Statement {
  fileprivate var study: Statement? {
    func part(_ body: [Statement]) -> [Statement] { body.compactMap(\.study) }
    switch form {
    case .command(let command): return command.verb.text == ExperimentCommand.card.name ? self : nil
    case .claim: return self
    case .binding(_, let value): return value.looksAtTheLab ? nil : self
    case .print, .expect, .measure: return nil
    case .loop(let name, let list, let body):
      let rest = part(body)
      return rest.isEmpty ? nil : Statement(.loop(name, in: list, body: rest), at: span)
    case .repetition(let count, let body):
      let rest = part(body)
      return rest.isEmpty ? nil : Statement(.repetition(count, body: rest), at: span)
    case .choice(let branches, let otherwise):
      let rest = branches.map { Branch($0.condition, part($0.body)) }
      let others = otherwise.map(part)
      let isEmpty = rest.allSatisfy(\.body.isEmpty) && others?.isEmpty ?? true
      return isEmpty ? nil : Statement(.choice(rest, otherwise: others), at: span)
    }
  }
}

extension Expression {
  /// Whether a measurement stands among its words.
  fileprivate var looksAtTheLab: Bool {
    func isMeasured(_ name: String) -> Bool { Measurements.family.contains(name) }
    return switch node {
    case .number, .text: false
    case .word(let word): isMeasured(word)
    case .list(let items): items.contains(where: \.looksAtTheLab)
    case .call(let name, let arguments):
      isMeasured(name.text) || arguments.contains(where: \.looksAtTheLab)
    case .range(let first, let second), .operation(_, let first, let second):
      first.looksAtTheLab || second.looksAtTheLab
    case .negation(let inner), .group(let inner): inner.looksAtTheLab
    }
  }
}
