import Basis
import Language
import Testing

/// Random programs, whole and damaged, from fixed seeds.
struct GeneratedTests {
  @Test func randomProgramsReadBackAsThemselves() throws {
    for seed in 1...400 {
      var generator = ProgramGenerator(seed: UInt64(seed))
      let program = Program(generator.statements(depth: 3), in: SourceText(""))
      #expect(try Program(parsing: program.text) == program, "seed \(seed):\n\(program.text)")
    }
  }

  @Test func damagedProgramsAreReadOrExplained() throws {
    let parts = [
      "{", "}", "(", ")", "[", "]", "\"", "'", "\\", "\\\n", "#", ";", "\n", ",", "=", "==", "<", "-", "..",
      "%", "?",
      "\u{1B}", "\u{0}", "é", "≤", "“", "💣", "1e999", "let ", "for ", " in ", "\r", "\u{A0}", "\u{FEFF}",
    ]
    var random = Random(seed: 7)
    for statement in Corpus.statements + [Corpus.program] {
      for _ in 0..<60 {
        var scalars = Array(statement.unicodeScalars)
        for _ in 0...random.index(below: 3) {
          let place = random.index(below: scalars.count + 1)
          if random.uniform() < 0.5 {
            scalars.insert(
              contentsOf: Array(parts[random.index(below: parts.count)].unicodeScalars), at: place)
          } else {
            scalars.removeSubrange(place..<min(scalars.count, place + 1 + random.index(below: 4)))
          }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        check(String(text))
      }
    }
  }

  @Test func everyBeginningOfAProgramIsReadOrExplained() {
    let scalars = Array(Corpus.program.unicodeScalars)
    for end in stride(from: 0, to: scalars.count, by: 3) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[..<end])
      check(String(text))
      _ = Completeness(of: String(text))
      let context = CursorContext(leftOf: String(text))
      #expect(context.start <= String(text).utf8.count)
    }
  }

  @Test func damagedProgramsNeverTrapTheInterpreter() throws {
    for seed in 1...200 {
      var generator = ProgramGenerator(seed: UInt64(seed))
      let program = try Program(parsing: Program(generator.statements(depth: 2), in: SourceText("")).text)
      try Interpreter(RecordingHost()).run(program) { checkPlace($0) }
    }
  }
}

/// Makes syntax as the parser would.
struct ProgramGenerator {
  private var random: Random
  private static let place = Span(0, 0)
  private static let names = ["a", "relu", "leaky-relu", "x_2", "gradient", "naïve"]

  init(seed: UInt64) { random = Random(seed: seed) }

  mutating func statements(depth: Int) -> [Statement] {
    (0..<random.index(below: 5)).map { _ in statement(depth: depth) }
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[random.index(below: choices.count)]
  }

  private mutating func name() -> Name { Name(pick(Self.names), at: Self.place) }

  private mutating func statement(depth: Int) -> Statement {
    let form: Statement.Form =
      switch random.index(below: depth > 0 ? 10 : 7) {
      case 0: .binding(name(), expression(depth))
      case 1: .print((0...random.index(below: 3)).map { _ in expression(depth) })
      case 2: .expect(expression(depth))
      case 3: .measure(name(), expression(depth))
      case 4, 5: .command(command(depth))
      case 6: .claim(claim(depth))
      case 7: .loop(name(), in: expression(depth), body: statements(depth: depth - 1))
      case 8:
        .choice(
          (0...random.index(below: 3)).map { _ in
            Branch(expression(depth), statements(depth: depth - 1))
          }, otherwise: pick([nil, statements(depth: depth - 1)]))
      default: .repetition(expression(depth), body: statements(depth: depth - 1))
      }
    return Statement(form, at: Self.place)
  }

  private mutating func claim(_ depth: Int) -> Claim {
    Claim(
      name(), text: pick([nil, text()]), expression(depth), by: pick([nil, expression(depth)]),
      test: pick(Claim.Test.allCases), stance: pick(Claim.Stance.allCases))
  }

  private mutating func command(_ depth: Int) -> Command {
    var arguments = (0..<random.index(below: 4)).map { _ in CommandArgument(argument(depth)) }
    for setting in ["lr", "beta-1", "in"] where random.uniform() < 0.3 {
      arguments.append(CommandArgument(argument(depth), named: Name(setting, at: Self.place)))
    }
    let block = depth > 0 && random.uniform() < 0.3 ? statements(depth: depth - 1) : nil
    return Command(name(), arguments, block: block)
  }

  private mutating func number() -> Double {
    pick([0, 1, 0.1, 1e-300, 1e300, .leastNonzeroMagnitude, 123_456_789, 1.0 / 3, 1e15, 1e16, 0.2])
  }

  private mutating func text() -> String {
    pick(["", "a b", "\"", "'", "\\", "\n\t", "# {", "é漢🎈", "[1", "e\u{301}"])
  }

  private mutating func argument(_ depth: Int) -> Expression {
    let node: Expression.Node =
      switch random.index(below: depth > 0 ? 8 : 4) {
      case 0: .number(number() * pick([1, -1]))
      case 1: .text(text())
      case 2:
        .word(pick(Self.names + ["../a.csv", "-", "1a", "a:b", "*.csv", "~"]).replacing("-", with: "x-"))
      case 3:
        .range(
          Expression(.number(Double(random.index(below: 9))), at: Self.place),
          Expression(pick([.word("n"), .number(10)]), at: Self.place))
      case 4, 5: .list((0..<random.index(below: 4)).map { _ in argument(depth - 1) })
      case 6:
        .call(name(), (0..<random.index(below: 3)).map { _ in expression(depth - 1) })
      default: .group(expression(depth - 1))
      }
    return Expression(node, at: Self.place)
  }

  private mutating func expression(_ depth: Int) -> Expression {
    let node: Expression.Node =
      switch random.index(below: depth > 0 ? 9 : 3) {
      case 0: .number(number())
      case 1: .text(text())
      case 2: .word(pick(Self.names + ["gradient.mean", "a.x"]))
      case 3: .list((0..<random.index(below: 4)).map { _ in expression(depth - 1) })
      case 4:
        .call(
          Name("gradient.mean", at: Self.place),
          (0..<random.index(below: 3)).map { _ in expression(depth - 1) })
      case 5: .range(expression(depth - 1), expression(depth - 1))
      case 6: .negation(expression(depth - 1))
      default: .operation(pick(Operator.allCases), expression(depth - 1), expression(depth - 1))
      }
    return Expression(node, at: Self.place)
  }
}
