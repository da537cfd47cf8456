import Basis

/// Statements as written, with the text they came from. Equality ignores places and sources.
package struct Program: Equatable, Sendable {
  package let statements: [Statement]
  @Uncompared package private(set) var source: SourceText

  package init(_ statements: [Statement], in source: SourceText) {
    self.statements = statements
    self.source = source
  }
}

package struct Statement: Equatable, Sendable {
  package let form: Form
  @Uncompared package private(set) var span: Span

  package init(_ form: Form, at span: Span) {
    self.form = form
    self.span = span
  }

  package enum Form: Equatable, Sendable {
    case command(Command)
    /// `let NAME = EXPR`
    case binding(Name, Expression)
    /// `print EXPR, EXPR …`
    case print([Expression])
    /// `expect EXPR`: a comparison or a flag
    case expect(Expression)
    /// `measure NAME = EXPR`: evaluated and handed to the host
    case measure(Name, Expression)
    /// `claim ID "text" CONDITION …`: judged by the host
    case claim(Claim)
    /// `for NAME in EXPR { … }`
    case loop(Name, in: Expression, body: [Statement])
    /// `repeat EXPR { … }`
    case repetition(Expression, body: [Statement])
    /// `if CONDITION { … } else if CONDITION { … } else { … }`: the first branch whose condition holds
    case choice([Branch], otherwise: [Statement]?)
  }
}

/// What runs if a condition holds.
package struct Branch: Equatable, Sendable {
  package let condition: Expression
  package let body: [Statement]

  package init(_ condition: Expression, _ body: [Statement]) {
    self.condition = condition
    self.body = body
  }
}

/// `verb arg … name=value … { … }`: everything that is not a keyword statement.
package struct Command: Equatable, Sendable {
  package let verb: Name
  package let arguments: [CommandArgument]
  package let block: [Statement]?

  package init(_ verb: Name, _ arguments: [CommandArgument], block: [Statement]? = nil) {
    self.verb = verb
    self.arguments = arguments
    self.block = block
  }
}

/// One argument as written. Arithmetic stands in parentheses here (`Expression.Node.group`).
package struct CommandArgument: Equatable, Sendable {
  package let name: Name?
  package let value: Expression

  package init(_ value: Expression, named name: Name? = nil) {
    self.name = name
    self.value = value
  }

  package var span: Span { name.map { $0.span.joined(with: value.span) } ?? value.span }
}

/// A word with its place.
package struct Name: Equatable, Sendable {
  package let text: String
  @Uncompared package private(set) var span: Span

  package init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}
