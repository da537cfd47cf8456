import Basis
import Language
import Lessons

/// What a lesson may ask of the lab.
extension Lab: LessonHost {
  package var snapshot: LabState { state }
  package var answersAreCommands: Bool { !environment.isInteractive }

  package func restore(_ snapshot: LabState) {
    history.push(state, before: "the lesson's return")
    state = snapshot
  }

  package func startAfresh() {
    history.push(state, before: "the lesson")
    state = LabState(seed: environment.seed)
  }

  package func run(_ code: LessonCode, echo: Bool) throws {
    let program = try parse(code)
    isReplaying = !echo && !environment.provesLessons
    defer { isReplaying = false }
    try asLesson(program.source) {
      for statement in environment.runsStudiesAlone ? program.studies : program.statements {
        if echo { self.echo(program.source[statement.span]) }
        try Interpreter(self).run(statement, in: program.source)
      }
    }
  }

  package func judge(_ condition: LessonCode) throws -> Judgement {
    let program = try parse(LessonCode("expect \(condition.text)", at: condition.place))
    var outcome: Expectation?
    let former = judging
    judging = { outcome = $0 }
    defer { judging = former }
    try asLesson(program.source) { try Interpreter(self).run(program) }
    guard let outcome else {
      throw Problem("\(condition.text) is no condition", advice: "accuracy(test) > 0.9", kind: .malformed)
    }
    return Judgement(held: outcome.held, detail: ExpectationText.detail(outcome))
  }

  package func evaluate(_ expression: LessonCode) throws -> Value {
    let program = try parse(LessonCode("let it = \(expression.text)", at: expression.place))
    guard case .binding(_, let parsed)? = program.statements.first?.form else {
      throw Problem("\(expression.text) has no value", kind: .malformed)
    }
    var value = Value.number(.nan)
    try asLesson(program.source) { value = try Interpreter(self).value(of: parsed, in: program.source) }
    return value
  }

  package func show(_ blocks: [Markdown.Block]) {
    output.progress(nil)
    let blocks = MeasuredTables(self).filled(blocks)
    if output.isJSON {
      let text = ProseRenderer(width: 80).text(blocks)
      output.write(
        JSON.object(["command": .text("lesson"), "result": .object(["text": .text(text)])]).line + "\n")
    } else {
      // A blank line tells prose from results, above and below.
      let text = ProseRenderer(width: output.width, palette: output.resultPalette.prose).text(blocks)
      output.write((endsWithProse ? "" : "\n") + text + "\n")
    }
    endsWithProse = true
  }

  private func echo(_ text: String) {
    guard !output.isJSON else { return }
    endsWithProse = false
    let lines = SafeText.code(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      CodeWrapping.lines(String($0), width: output.width - 2)
    }
    for (index, line) in lines.enumerated() {
      let prompt = index == 0 ? Transcript.prompt : Transcript.continuationPrompt
      output.write(output.resultPalette.paint("\(prompt) \(line)", .name) + "\n")
    }
  }

  private func parse(_ code: LessonCode) throws -> Program {
    let source = SourceText(code.text, origin: code.place.file, firstLine: code.place.line)
    do { return try Program(parsing: source) } catch { throw error.problem }
  }

  /// Runs somebody else's commands: with fewer permissions, and with problems that speak of `source` alone.
  private func asLesson(_ source: SourceText, _ body: () throws -> Void) throws {
    lessonDepth += 1
    defer { lessonDepth -= 1 }
    do {
      try body()
    } catch let diagnostic as Diagnostic {
      if diagnostic.source == source { throw diagnostic.problem }
      var problem = diagnostic.problem
      problem.message = (diagnostic.location.map { $0 + ": " } ?? "") + problem.message
      problem.span = nil
      throw problem
    }
  }
}
