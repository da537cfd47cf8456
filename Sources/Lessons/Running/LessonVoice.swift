import Basis

/// The runner's own sentences, as Markdown, so that they are laid out and coloured like the lesson itself.
enum LessonVoice {
  typealias Blocks = [Markdown.Block]

  static func title(_ run: LessonRun) -> Blocks {
    let matter = run.lesson.frontMatter
    var facts: [String] = []
    if let minutes = matter.minutes {
      facts.append("\(Numbers.short(minutes)) \(minutes == 1 ? "minute" : "minutes") to read")
    }
    if let seconds = matter.seconds { facts.append("up to \(Numbers.duration(seconds)) of computing") }
    let heading = Markdown.Block.heading(level: 1, [.text("Lesson \(run.lesson.number): \(matter.title)")])
    return facts.isEmpty ? [heading] : [heading, say(facts.joined(separator: ", ") + ".")]
  }

  static func resumed(_ run: LessonRun) -> Blocks {
    [
      say(
        "You were at step \(run.step.number) of \(run.step.of). The lab is again as it was there; ", "back",
        " goes to earlier steps.")
    ]
  }

  static func cannotResume(_ problem: Problem) -> Blocks {
    [
      say(
        "The place where you left off cannot be reached again (\(problem.message)), so the lesson begins anew."
      )
    ]
  }

  static func pause(before block: RunBlock?) -> Blocks {
    guard let block else { return [say("Press Enter to read on.")] }
    let lines = block.code.text.split(separator: "\n").filter { line in
      line.first { $0 != " " }.map { $0 != "#" } ?? false
    }
    guard let first = lines.first else { return [say("Press Enter to go on.")] }
    let rest =
      switch lines.count - 1 {
      case 0: "."
      case 1: " and one more line."
      default: " and \(lines.count - 1) more lines."
      }
    return [say("Enter runs ", shortened(String(first)), rest)]
  }

  /// Of a long line the words that say what it is about.
  private static func shortened(_ line: String) -> String {
    guard line.count > longestLine else { return line }
    let start = line.prefix(longestLine)
    let words = start.lastIndex(of: " ").map { start[..<$0] } ?? start
    return words + " …"
  }

  private static let longestLine = 60

  static let cameBack: Blocks = [say("Back in the lesson: the lab is again as the lesson left it.")]

  // MARK: Tasks

  static func task(_ task: TryBlock) -> Blocks {
    [.paragraph([.strong([.text("Task.")])])] + task.task
      + [
        say(
          "Type commands; the lab looks after each whether it is done. Enter says what is missing, ",
          task.hints.isEmpty ? "solution" : "hint", " helps, ", "next", " skips.")
      ]
  }

  static let solved: Blocks = [.paragraph([.strong([.text("Done!")]), .text(" Every expectation holds.")])]

  static func missing(_ judgements: [(LessonCode, Judgement)], restores: Bool) -> Blocks {
    let open = judgements.filter { !$0.1.held }
    let items: [[Markdown.Block]] = open.map { [.paragraph([.code($0.text), .text(": \($1.detail)")])] }
    var blocks: Blocks = [say("Not yet. Still to come true:"), .list(start: nil, tight: true, items: items)]
    if restores { blocks.append(say("The lab is back where the task began, so that you can try again.")) }
    return blocks + [say("Stuck? Type ", "hint", " or ", "solution", ", or ", "next", " to go on.")]
  }

  static func hint(_ hint: Blocks, _ number: Int, _ count: Int) -> Blocks {
    [say("Hint \(number) of \(count):")] + hint
  }

  static func solution(_ code: LessonCode) -> Blocks {
    [
      say("One way to do it:"), .code(language: "descent", text: SafeText.code(code.text)),
      say("Type it yourself, or let ", "next", " do it and go on."),
    ]
  }

  static let skipped: Blocks = [say("The lab does the task for you and goes on.")]

  // MARK: Predictions

  /// - Parameter areCommands: an answer alone on a line is none.
  static func question(_ block: PredictBlock, areCommands: Bool) -> Blocks {
    let word = areCommands ? "predict " : ""
    switch block.form {
    case .options(let options):
      let items: [[Markdown.Block]] = options.map { [.paragraph([.text($0.label)])] }
      return block.question + [
        .list(start: 1, tight: true, items: items),
        say(
          "What do you expect? Type ", "\(word)1", options.count == 2 ? " or " : " to ",
          "\(word)\(options.count)", ", or ", "next", " to skip."),
      ]
    case .number(_, let tolerance):
      return block.question + [
        areCommands
          ? say(
            "What do you expect? Type ", "predict NUMBER",
            " (right if \(PredictBlock.phrase(tolerance))), or ", "next",
            " to skip.")
          : say(
            "What do you expect? Type a number (right if \(PredictBlock.phrase(tolerance))), or ", "next",
            " to skip.")
      ]
    }
  }

  static func outcome(_ outcome: PredictOutcome) -> Blocks {
    var inlines: [Markdown.Inline] = []
    switch outcome.isRight {
    case true?: inlines = [.strong([.text("You were right.")]), .text(" ")]
    case false?: inlines = [.strong([.text("Not what you expected.")]), .text(" ")]
    case nil: break
    }
    if let guess = outcome.guess { inlines.append(.text("You predicted: \(guess). ")) }
    return [.paragraph(inlines + [.text("Measured: \(outcome.measured).")])]
  }

  static func unsettled(_ reason: String) -> Blocks {
    [say("This run does not settle the prediction: \(reason)")]
  }

  static func finished(_ run: LessonRun) -> Blocks {
    let parts = run.lesson.parts
    let tasks = parts.filter { if case .task = $0.content { true } else { false } }
    let questions = parts.filter { if case .predict = $0.content { true } else { false } }
    var facts: [String] = []
    if !tasks.isEmpty {
      let solved = tasks.count { run.progress.records[$0.identity]?.isSolved == true }
      facts.append("\(solved) of \(tasks.count) tasks solved")
    }
    if !questions.isEmpty {
      let right = questions.count { run.progress.records[$0.identity]?.isRight == true }
      facts.append("\(right) of \(questions.count) predictions right")
    }
    let summary = facts.isEmpty ? "" : " " + facts.joined(separator: ", ") + "."
    return [
      .paragraph([.strong([.text("End of the lesson.")]), .text(summary)]),
      say("Press Enter to leave it; ", "back", " goes to earlier steps."),
    ]
  }

  /// Text and code in turn.
  private static func say(_ pieces: String...) -> Markdown.Block {
    .paragraph(
      pieces.enumerated().map { index, piece in
        index.isMultiple(of: 2) ? .text(SafeText.line(piece)) : .code(SafeText.line(piece))
      })
  }
}
