import Basis

/// What a lesson needs of the lab. The lab performs; the lesson only says what.
package protocol LessonHost {
  /// The lab's whole state as a value.
  associatedtype Snapshot: Sendable

  var snapshot: Snapshot { get }
  mutating func restore(_ snapshot: Snapshot)
  /// Makes the lab as it is after starting the program; the learner's own work stays reachable by `undo`.
  mutating func startAfresh()

  /// Runs the commands, and with `echo` shows each of them as if it had been typed. The span of a thrown `Problem`,
  /// here and below, refers to `code.text`.
  mutating func run(_ code: LessonCode, echo: Bool) throws
  /// Evaluates what would stand after `expect`.
  mutating func judge(_ condition: LessonCode) throws -> Judgement
  mutating func evaluate(_ expression: LessonCode) throws -> Value

  /// Whether an answer has to be a command: nobody types at a file.
  var answersAreCommands: Bool { get }

  /// Shows prose to the learner (see `ProseRenderer`). A host without a reader ignores it.
  mutating func show(_ blocks: [Markdown.Block])
}

/// How a condition came out, with the numbers behind it.
package struct Judgement: Equatable, Sendable {
  package let held: Bool
  /// For people: `gradient.mean(1) is 3.1e-10, not above 1e-3`.
  package let detail: String

  package init(held: Bool, detail: String) {
    self.held = held
    self.detail = detail
  }
}
