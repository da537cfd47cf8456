import Basis
import Charts

/// What a command has to say, before anyone has decided how it looks.
package struct Report: Sendable {
  package enum Part: Sendable {
    /// A sentence for people; wrapped at the width.
    case sentence(StyledText)
    /// A line that is laid out already and only cut if it does not fit.
    case line(StyledText)
    case table(Table)
    case facts([Fact])
    /// A drawing: lines as they stand, colours included, for people alone; `data` is the same for machines.
    case chart(id: String, lines: [String], data: JSON)
    /// A drawing that every way of showing draws for itself, with what it shows in a sentence; `data` is for machines.
    case plot(id: String, Plot, sentence: StyledText, data: JSON)
    /// Text to be copied, under its key.
    case code(id: String, text: String)
    /// For machines alone.
    case data(id: String, JSON)
    case gap
  }

  /// A labelled value: `parameters  26,710`.
  package struct Fact: Sendable {
    package let id: String
    package let label: String
    package let text: String
    package let value: JSON
    package let style: Style

    package init(_ id: String, _ label: String, _ text: String, _ value: JSON, _ style: Style = .plain) {
      self.id = id
      self.label = label
      self.text = text
      self.value = value
      self.style = style
    }
  }

  package private(set) var parts: [Part] = []
  /// Trouble that the command reports after having done what it could: what it changed stays, and a script stops.
  package var problem: Problem?
  /// What a script should say to get here, where it is not what was typed: training that stopped early. Empty: nothing,
  /// because the state that came brings its own script.
  package var scriptLine: String?

  package init() {}
  package init(_ sentence: StyledText) { say(sentence) }
  package init(line: StyledText) { add(line: line) }

  package static let silent = Report()
  package var isSilent: Bool { parts.isEmpty }

  package static func facts(_ facts: [Fact]) -> Report {
    var report = Report()
    report.add(facts: facts)
    return report
  }

  package mutating func say(_ sentence: StyledText) { parts.append(.sentence(sentence)) }
  package mutating func add(line: StyledText) { parts.append(.line(line)) }
  package mutating func add(_ table: Table) { parts.append(.table(table)) }
  package mutating func add(facts: [Fact]) { parts.append(.facts(facts)) }
  package mutating func add(chart id: String, _ lines: [String], data: JSON) {
    parts.append(.chart(id: id, lines: lines, data: data))
  }
  package mutating func add(plot id: String, _ plot: Plot, _ sentence: StyledText, data: JSON = .null) {
    parts.append(.plot(id: id, plot, sentence: sentence, data: data))
  }
  package mutating func add(code id: String, _ text: String) { parts.append(.code(id: id, text: text)) }
  package mutating func add(data id: String, _ value: JSON) { parts.append(.data(id: id, value)) }
  package mutating func addGap() { parts.append(.gap) }
  package mutating func append(_ other: Report) {
    parts += other.parts
    problem = problem ?? other.problem
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
