import Basis
import Lessons

/// A lab that is one number and a transcript: `add 3`, `set 5`, `crash`; conditions are `x > 3`, `x < 3`, `x = 3`.
struct FakeHost: LessonHost {
  struct Snapshot: Equatable, Sendable {
    var x = 0.0
  }

  var snapshot = Snapshot()
  var answersAreCommands = false
  var shown: [[Markdown.Block]] = []
  var ran: [(code: LessonCode, echo: Bool)] = []
  var freshStarts = 0
  /// Seconds that each command takes on the fake clock.
  var clock: FakeClock?

  var x: Double { snapshot.x }

  mutating func restore(_ snapshot: Snapshot) { self.snapshot = snapshot }

  mutating func startAfresh() {
    snapshot = Snapshot()
    freshStarts += 1
  }

  mutating func run(_ code: LessonCode, echo: Bool) throws {
    ran.append((code, echo))
    var offset = 0
    for line in code.text.split(separator: "\n", omittingEmptySubsequences: false) {
      defer { offset += line.utf8.count + 1 }
      clock?.now += 1
      let words = line.split(separator: " ").map(String.init)
      switch (words.first, words.last.flatMap { Double($0) }) {
      case ("add", let number?): snapshot.x += number
      case ("set", let number?): snapshot.x = number
      case (nil, _): continue
      default: throw Problem("there is no command \"\(line)\"", at: Span(offset, offset + line.utf8.count))
      }
    }
  }

  mutating func judge(_ condition: LessonCode) throws -> Judgement {
    let words = condition.text.split(separator: " ")
    guard words.count == 3, words[0] == "x", let limit = Double(words[2]) else {
      throw Problem("cannot read \"\(condition.text)\"")
    }
    let held =
      switch words[1] {
      case ">": x > limit
      case "<": x < limit
      default: x == limit
      }
    return Judgement(held: held, detail: "x is \(Numbers.short(x))")
  }

  mutating func evaluate(_ expression: LessonCode) throws -> Value {
    guard expression.text == "x" else { throw Problem("cannot read \"\(expression.text)\"") }
    return .number(x)
  }

  mutating func show(_ blocks: [Markdown.Block]) { shown.append(blocks) }

  /// Everything shown, as plain text.
  var screen: String { shown.map { ProseRenderer().text($0) }.joined(separator: "\n") }

  /// A learner's own command.
  mutating func type(_ command: String, _ player: inout LessonPlayer<FakeHost>) throws {
    try run(LessonCode(command, at: LessonPlace(file: "prompt", line: 1)), echo: false)
    try player.commandRan(on: &self)
  }
}

final class FakeClock {
  var now = 0.0
}
