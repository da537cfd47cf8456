import Basis

/// What a program acts on. The language knows no command and no measurement; the host does.
///
/// A `Problem` that the host throws without a span gets that of the argument or statement being run.
package protocol Host: AnyObject {
  /// Kept by the host, because they belong to the state that `undo` restores.
  var bindings: Bindings { get set }
  /// The names that stand for a measurement when they appear bare in an expression: `seconds`.
  var measurements: [String] { get }
  /// Asked between statements and between rounds of a loop; true ends the program with `.interrupted`.
  var isInterrupted: Bool { get }
  /// Whether `size(LESSON, FULL)` gives its second value.
  var isFullSize: Bool { get }

  /// A command with its arguments evaluated.
  func run(_ call: Call) throws
  /// `accuracy(test)`, or a bare `seconds` with no arguments.
  func measure(_ name: String, _ arguments: [Value], at span: Span, in source: SourceText) throws -> Value
  /// `print`
  func show(_ values: [Value]) throws
  /// `expect`; the host decides what a failed one means.
  func expectation(_ outcome: Expectation) throws
  /// `measure NAME = EXPR`
  func record(measure name: String, value: Value, of expression: Expression) throws
  /// `claim ID CONDITION …`: only the host knows the experiments that decide.
  func judge(_ claim: Claim, at span: Span, in source: SourceText) throws
}

/// What became of an `expect`.
package struct Expectation: Equatable, Sendable {
  /// The condition as written.
  package let text: String
  package let left: Value
  /// Nil for a bare flag, and for conditions that are joined.
  package let comparison: Operator?
  package let right: Value?
  /// The comparisons that `and` and `or` join, in order; empty for a single one.
  package let parts: [Expectation]
  package let held: Bool
  package let span: Span
  package let source: SourceText

  init(
    _ condition: Expression, _ left: Value, _ comparison: Operator? = nil, _ right: Value? = nil,
    parts: [Expectation] = [], held: Bool, in source: SourceText
  ) {
    text = condition.text
    self.left = left
    self.comparison = comparison
    self.right = right
    self.parts = parts
    self.held = held
    span = condition.span
    self.source = source
  }
}
