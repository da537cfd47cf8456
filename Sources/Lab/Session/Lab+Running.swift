import Basis
import Language

/// From text to results.
extension Lab {
  /// Runs a program statement by statement and shows results and problems. Stops at the first failure, unless told to
  /// keep going. Returns the worst exit code: 0 when all went well.
  @discardableResult
  package func run(source typed: SourceText, keepGoing: Bool = false) -> Int32 {
    environment.clearInterrupt()
    let source = answer(in: typed) ?? typed
    var worst: Int32 = 0
    do {
      let program = try Program(parsing: source)
      for statement in program.statements {
        do {
          try runOwn(statement, in: source)
        } catch let diagnostic as Diagnostic {
          worst = max(worst, diagnostic.problem.exitCode)
          show(diagnostic, statement: statement)
          if !keepGoing || diagnostic.problem.kind == .interrupted { break }
        }
        if quitCode != nil { break }
      }
    } catch let diagnostic as Diagnostic {
      worst = diagnostic.problem.exitCode
      show(diagnostic, statement: nil)
    } catch {
      worst = 70
      output.talk("\(error)\n")
    }
    note(exitCode: worst)
    return worst
  }

  /// Runs bytes that nobody has looked at yet: a file, or what was piped in.
  @discardableResult
  package func run(bytes: [UInt8], origin: String?, keepGoing: Bool = false) -> Int32 {
    do {
      return run(source: try SourceText(bytes: bytes, origin: origin), keepGoing: keepGoing)
    } catch {
      show(error, statement: nil)
      note(exitCode: error.problem.exitCode)
      return error.problem.exitCode
    }
  }

  /// One statement of the learner's own, and then whatever an open lesson has to say about it.
  private func runOwn(_ statement: Statement, in source: SourceText) throws {
    let before = (revision, bindings)
    lessonActed = false
    try Interpreter(self).run(statement, in: source)
    guard before != (revision, bindings) else { return }
    do {
      try statementRan()
    } catch let problem as Problem {
      throw Diagnostic(problem, in: SourceText(""))
    }
  }

  /// An error that no program text caused.
  func show(_ error: any Error) {
    switch error {
    case let diagnostic as Diagnostic: show(diagnostic, statement: nil)
    case let problem as Problem: show(Diagnostic(problem, in: SourceText("")), statement: nil)
    default: output.talk("\(error)\n")
    }
  }

  func show(_ diagnostic: Diagnostic, statement: Statement?) {
    output.progress(nil)
    if output.isJSON {
      let position = diagnostic.source.position(at: diagnostic.problem.span?.start ?? 0)
      let command = statement.map { diagnostic.source[$0.span] } ?? ""
      output.write(
        JSONRenderer.line(
          command: command, problem: diagnostic.problem, line: position.line, column: position.column) + "\n")
    }
    // At a prompt the learner knows what they stopped, and a training has said where.
    if diagnostic.problem.kind == .interrupted && diagnostic.source.origin == nil {
      let isNews = environment.isInteractive && !saysOfInterruption
      saysOfInterruption = false
      guard isNews else { return }
      let sentence = StyledText(diagnostic.problem.message + ".")
      for line in TextWrapping.wrap(sentence, width: output.width) { output.talk(line.plain + "\n") }
      return
    }
    let palette = output.talkPalette
    // Whoever pressed Ctrl-C knows where; the line would only repeat what was typed.
    if diagnostic.problem.kind == .interrupted, environment.isInteractive {
      output.talk(diagnostic.problem.message.capitalizedFirst + ".\n")
      return
    }
    let lines = diagnostic.text(width: output.width).split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines {
      let isCaret = line.contains("^") && line.allSatisfy { $0 == " " || $0 == "^" }
      output.talk((isCaret ? palette.paint(String(line), .bad) : String(line)) + "\n")
    }
  }

  /// Shows a result where results go.
  func emit(_ report: Report, of command: String) {
    output.progress(nil)
    if report.isSilent || isReplaying { return }
    endsWithProse = false
    if output.isJSON {
      output.write(JSONRenderer.line(command: command, report) + "\n")
    } else {
      output.write(TextRenderer(width: output.width, palette: output.resultPalette).text(report))
    }
  }
}
