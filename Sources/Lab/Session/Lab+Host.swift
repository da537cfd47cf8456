import Basis
import Foundation
import Language

/// What a program acts on.
extension Lab: Language.Host {
  package var bindings: Bindings {
    get { state.bindings }
    set { changeQuietly { $0.bindings = newValue } }
  }

  package var isInterrupted: Bool { environment.isInterrupted() }

  package var isFullSize: Bool { environment.isFullSize || player != nil && opensInFull }

  package func run(_ call: Call) throws {
    let (command, name) = try command(for: call)
    let before = state
    let start = environment.clock()
    let revisionBefore = revision
    let isState = type(of: command).role == .state
    let report = try isState ? allOrNothing { try command.run(in: self, call) } : command.run(in: self, call)
    let full = name + call.text.dropFirst(call.verb.count)
    if command is DataCommand, revision != revisionBefore, let data = state.data {
      trail?.loaded(data, by: full, seed: state.seed)
    }
    if isState, revision != revisionBefore {
      history.push(before, before: full)
      // Written in full, whatever was typed, so that the script outlives new commands.
      let line = report.scriptLine ?? full
      if !line.isEmpty { changeQuietly { $0.script.append(line) } }
    }
    note(typed: full)
    emit(report, of: full)
    recordFinishedRuns()
    if showsTime { output.talk("took \(Numbers.duration(environment.clock() - start))\n") }
    if let problem = report.problem {
      saysOfInterruption = problem.kind == .interrupted
      throw problem
    }
  }

  /// Does something to the state wholly or not at all.
  package func allOrNothing<Result>(_ body: () throws -> Result) throws -> Result {
    let (before, revisionBefore) = (state, revision)
    do {
      return try body()
    } catch {
      output.progress(nil)
      if revision != revisionBefore { state = before }
      throw error
    }
  }

  package func show(_ values: [Value]) throws {
    var report = Report()
    if !output.isJSON { report.add(line: StyledText(values.map(\.display).joined(separator: "  "))) }
    report.add(data: "values", .list(values.map(\.json)))
    emit(report, of: "print")
  }

  package func expectation(_ outcome: Expectation) throws {
    if let judging { return judging(outcome) }
    let detail = ExpectationText.detail(outcome)
    guard outcome.held else {
      throw Problem("expected \(outcome.text), but \(detail)", kind: .expectation, at: outcome.span)
    }
    var report = Report()
    if !output.isJSON {
      report.say(StyledText("holds: ", .good) + StyledText("\(outcome.text)   (\(detail))"))
    }
    report.add(data: "held", .flag(true))
    report.add(data: "left", outcome.left.json)
    if let right = outcome.right { report.add(data: "right", right.json) }
    if !outcome.parts.isEmpty { report.add(data: "parts", .list(outcome.parts.map { json($0) })) }
    emit(report, of: "expect \(outcome.text)")
  }

  private func json(_ part: Expectation) -> JSON {
    var members: [String: JSON] = [
      "condition": .text(part.text), "held": .flag(part.held), "left": part.left.json,
    ]
    if let right = part.right { members["right"] = right.json }
    return .object(members)
  }

  // MARK: Which command

  /// The command that was meant, with its arguments filled in, and the first word of its full name.
  private func command(for call: Call) throws -> (command: any Command, firstWord: String) {
    var words = [call.verb]
    if let second = call.positional.first, call.arguments.first?.name == nil,
      case .text(let word) = second.value
    {
      words.append(word)
    }
    guard let (type, length) = try Commands.match(words) ?? abbreviated(words, call) else {
      throw unknown(call)
    }
    if recording != nil, !type.runsInExperiments {
      throw Problem("\(type.name) cannot stand inside an experiment", advice: "type it outside")
    }
    var arguments = call.fillingArguments(skipping: length - 1).filter {
      $0.name == nil || !type.takesAnyName
    }
    if type.takesAlternatives, let alternatives = try Alternatives(call) {
      let chosen = try type.choose(among: alternatives.words, in: self)
      arguments = [.init(value: .text(chosen), span: call[0]?.span)] + arguments.filter { $0.name != nil }
    }
    let filled = try Filling.fill(type.init(), called: type.name, with: arguments)
    guard let command = filled as? any Command else { preconditionFailure("\(type.name) is no command") }
    let firstWord = type.name.split(separator: " ").first.map(String.init) ?? type.name
    return (command, length == 1 && type.description.aliases.contains(call.verb) ? call.verb : firstWord)
  }

  /// A unique beginning of a command's name, at the prompt alone: files should outlive new commands.
  private func abbreviated(_ words: [String], _ call: Call) throws -> (type: any Command.Type, words: Int)? {
    guard environment.isInteractive, scriptDepth == 0, lessonDepth == 0, call.source.origin == nil else {
      return nil
    }
    let names = Set(Commands.types.compactMap { $0.name.split(separator: " ").first.map(String.init) })
    let candidates = names.filter { $0.hasPrefix(call.verb) }.sorted()
    if candidates.count > 1 {
      throw Problem(
        "\"\(call.verb)\" could be \(candidates.alternatives)", advice: "type one more letter",
        at: call.verbSpan)
    }
    return candidates.first.flatMap { Commands.match([$0] + words.dropFirst()) }
  }

  private func unknown(_ call: Call) -> Problem {
    let names = Commands.types.map { $0.name }.filter { !$0.contains(" ") } + Lab.keywords
    return Problem(
      "there is no command \"\(call.verb)\"." + Suggestion.sentence(for: call.verb, among: names),
      advice: "help lists the commands", at: call.verbSpan)
  }

  /// Statements of the language itself, which are no commands.
  static let keywords = StatementForm.all.map(\.keyword)
}

enum ExpectationText {
  /// `accuracy(test) is 0.87`, with both sides where both were computed, and all comparisons of a joined condition.
  static func detail(_ outcome: Expectation) -> String {
    if !outcome.parts.isEmpty {
      // The same number may be compared twice, as in x > 1 and x < 3.
      return outcome.parts.map(detail).reduce(into: [String]()) { texts, text in
        if !texts.contains(text) { texts.append(text) }
      }.joined(separator: ", ")
    }
    guard let comparison = outcome.comparison, let right = outcome.right else {
      return "it is \(outcome.left.display)"
    }
    let sides = outcome.text.components(around: comparison.rawValue)
    let left = "\(sides.left) is \(outcome.left.display)"
    // A plain number explains itself.
    if case .number(let number) = right, Double(sides.right.replacing("%", with: "")) != nil, number.isFinite
    {
      return left
    }
    return "\(left) and \(sides.right) is \(right.display)"
  }
}

extension String {
  fileprivate func components(around separator: String) -> (left: String, right: String) {
    guard let range = self.range(of: " \(separator) ") else { return (self, "") }
    return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
  }
}
