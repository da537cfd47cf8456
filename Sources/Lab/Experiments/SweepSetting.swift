import Basis
import Language
import NeuralNet

/// What a name in `sweep NAME=[…]` means.
enum SweepSetting: Sendable {
  /// Stands for its value inside the block.
  case variable(String)
  /// `activation=[relu, elu]`: the command of this name.
  case command(String)
  /// `lr=[0.1, 0.01]`: a setting of whatever optimizer there is then.
  case optimizer(String)
  case batch

  /// A name that the block uses is a variable, whatever else it could be.
  init(_ name: String, _ block: Program, in lab: Lab, at span: Span?) throws {
    if block.statements.contains(where: { $0.uses(name) }) {
      self = .variable(name)
    } else if name == "batch" {
      self = .batch
    } else if SweepSetting.commands.contains(name) {
      self = .command(name)
    } else if SweepSetting.optimizerSettings.contains(name) {
      self = .optimizer(name)
    } else {
      let known = SweepSetting.names
      throw Problem(
        "nothing here is called \(name): no setting, and no variable of the block."
          + Suggestion.sentence(for: name, among: known),
        advice: "for example: \(known.prefix(6).joined(separator: ", ")), lr, batch (help sweep)", at: span)
    }
  }

  /// Commands that set something by one word or number.
  static let commands = [
    "activation", "optimizer", "init", "loss", "bn", "dropout", "schedule", "clip", "regularize", "scale",
  ].filter { name in Commands.types.contains { $0.name == name } }

  static let optimizerSettings = Set(Optimizers.family.types.flatMap { $0.slots.map(\.name) }).sorted()

  static var names: [String] { commands + ["batch", "seed"] + optimizerSettings }

  func apply(_ value: Value, to lab: Lab) throws {
    switch self {
    case .variable(let name): lab.bindings[name] = value
    case .batch: try run("set batch=\(value.literal)", in: lab)
    case .command(let name):
      // Free text may bring settings of its own: optimizer=["adam lr=0.01", sgd].
      let text = if case .text(let text) = value { text } else { value.literal }
      try run("\(name) \(text)", in: lab)
    case .optimizer(let name):
      var optimizer: any Item = lab.state.optimizer
      try optimizer.set(name, to: value)
      try run("optimizer \(optimizer.notation)", in: lab)
    }
  }

  private func run(_ text: String, in lab: Lab) throws {
    let program: Program
    do { program = try Program(parsing: text) } catch { throw error.problem.unplaced }
    guard program.statements.count == 1 else {
      throw Problem("\(text) is more than one setting", advice: "give one value at a time")
    }
    do { try Interpreter(lab).run(program) } catch let diagnostic as Diagnostic {
      throw diagnostic.problem.unplaced
    }
  }
}

extension Problem {
  /// Without a place, which would be one in a text that nobody has seen.
  fileprivate var unplaced: Problem {
    var copy = self
    copy.span = nil
    return copy
  }
}

extension Statement {
  /// Whether a bare word among its values has this name.
  func uses(_ name: String) -> Bool {
    switch form {
    case .command(let command):
      command.arguments.contains { $0.value.uses(name) }
        || command.block?.contains { $0.uses(name) } ?? false
    case .binding(_, let value), .expect(let value), .measure(_, let value): value.uses(name)
    case .print(let values): values.contains { $0.uses(name) }
    case .claim: false
    case .loop(_, let list, let body): list.uses(name) || body.contains { $0.uses(name) }
    case .repetition(let count, let body): count.uses(name) || body.contains { $0.uses(name) }
    case .choice(let branches, let otherwise):
      branches.contains { $0.condition.uses(name) || $0.body.contains { $0.uses(name) } }
        || otherwise?.contains { $0.uses(name) } ?? false
    }
  }
}

extension Expression {
  fileprivate func uses(_ name: String) -> Bool {
    switch node {
    case .number, .text: false
    case .word(let word): word == name
    case .list(let items), .call(_, let items): items.contains { $0.uses(name) }
    case .range(let first, let second), .operation(_, let first, let second):
      first.uses(name) || second.uses(name)
    case .negation(let inner), .group(let inner): inner.uses(name)
    }
  }
}
