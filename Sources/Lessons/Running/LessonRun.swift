import Basis

/// A learner's walk through a lesson, as a pure state machine: it holds no lab and prints nothing, and every
/// event returns the actions that it asks for. It is a value, so whoever performs the actions can keep the old one
/// until all have succeeded.
package struct LessonRun: Equatable, Sendable {
  package let lesson: Lesson
  package private(set) var progress: LessonProgress
  /// The part that Enter performs; `lesson.parts.count` at the end.
  package private(set) var position: Int
  /// Whether the task or question at `position` is on the screen.
  package private(set) var isPresented = false
  /// Whether commands have run since the lesson's own last step.
  package private(set) var hasPlayed = false

  /// At the beginning, or where `progress` left off.
  package init(_ lesson: Lesson, resuming progress: LessonProgress = LessonProgress()) {
    self.lesson = lesson
    self.progress = progress
    position = LessonRun.position(of: progress, in: lesson)
  }

  package var part: LessonPart? { position < lesson.parts.count ? lesson.parts[position] : nil }
  package var isFinished: Bool { part == nil }
  /// The present step and their number; steps are the parts that are more than prose.
  package var step: (number: Int, of: Int) {
    let count = lesson.parts.count { !$0.isProse }
    return (min(count, lesson.parts.prefix(position).count { !$0.isProse } + 1), count)
  }
  package var openTask: TryBlock? {
    if isPresented, case .task(let task) = part?.content { task } else { nil }
  }
  package var openQuestion: PredictBlock? {
    if isPresented, case .predict(let question) = part?.content { question } else { nil }
  }

  // MARK: Events

  /// Once, before anything else. Prose that leads up to the present step is shown again.
  package mutating func begin() -> [LessonAction] {
    if let part, !part.isProse, position > 0, lesson.parts[position - 1].isProse { move(to: position - 1) }
    return [.takeSnapshot] + readOn()
  }

  /// Enter on an empty line: goes on, checks an open task, or asks an open question again.
  package mutating func advance() -> [LessonAction] {
    if let openTask { return [.check(openTask)] }
    if let openQuestion { return [.ask(openQuestion)] }
    let comesBack: [LessonAction] = hasPlayed ? [.restoreSnapshot] : []
    hasPlayed = false
    guard case .run(let block) = part?.content else { return comesBack + readOn() }
    let scores = pendingQuestions()
    moveOn()
    return comesBack + [.run(block)] + scores + [.takeSnapshot] + readOn()
  }

  /// Like Enter, but skips an open task or question.
  package mutating func next() -> [LessonAction] {
    if let openTask {
      hasPlayed = false
      moveOn()
      return [.restoreSnapshot, .runSolution(openTask.solution), .takeSnapshot] + readOn()
    }
    if openQuestion != nil {
      moveOn()
      return readOn()
    }
    return advance()
  }

  /// To the previous step, whose prose is shown again.
  package mutating func back() -> [LessonAction] {
    let steps = lesson.parts.indices.prefix(position).filter { !lesson.parts[$0].isProse }
    var target = steps.last ?? 0
    if target > 0, lesson.parts[target - 1].isProse { target -= 1 }
    move(to: target)
    hasPlayed = false
    let actions = readOn()
    return [.rewind(to: position)] + actions
  }

  /// A command of the learner's own has run. An open task is looked at after each of them.
  package mutating func played() -> [LessonAction] {
    hasPlayed = true
    return openTask.map { [.check($0)] } ?? []
  }

  /// The answer to `.check`. `isFinal` says that the learner asked for it, so that a wrong try is over.
  package mutating func checked(passed: Bool, isFinal: Bool) -> [LessonAction] {
    guard openTask != nil, let part else { return [] }
    if passed {
      progress.records[part.identity, default: .init()].isSolved = true
      hasPlayed = false
      moveOn()
      return [.takeSnapshot, isFinished ? .finished : .pause(before: nextRun)]
    }
    guard isFinal, hasPlayed else { return [] }
    hasPlayed = false
    return [.restoreSnapshot]
  }

  /// The learner's answer to the open question.
  package mutating func answer(_ text: String) throws -> [LessonAction] {
    guard let openQuestion, let part else {
      throw Problem("there is no open question to answer.", advice: "Press Enter to go on with the lesson.")
    }
    progress.records[part.identity, default: .init()].answer = try openQuestion.answer(from: text)
    moveOn()
    return readOn()
  }

  /// The answer to `.score`: whether the prediction was right.
  package mutating func scored(_ identity: String, isRight: Bool) {
    progress.records[identity, default: .init()].isRight = isRight
  }

  package mutating func hint() throws -> [LessonAction] {
    guard let openTask, let part else { throw LessonRun.noTask("hint") }
    // The number comes from a file that anyone may have edited.
    let shown = max(0, min(progress.records[part.identity, default: .init()].hintsShown, 1000))
    guard !openTask.hints.isEmpty else {
      throw Problem(
        "this task has no hints.", advice: "\"solution\" shows a way to do it, \"next\" goes on without.")
    }
    progress.records[part.identity, default: .init()].hintsShown = shown + 1
    // After the last one they begin again: the first may have left the screen.
    let index = shown % openTask.hints.count
    return [.hint(openTask.hints[index], number: index + 1, of: openTask.hints.count)]
  }

  package mutating func solution() throws -> [LessonAction] {
    guard let openTask, let part else { throw LessonRun.noTask("solution") }
    progress.records[part.identity, default: .init()].hasSeenSolution = true
    return [.solution(openTask.solution)]
  }

  // MARK: Replay

  /// The code that brings a fresh lab to where the part at `index` begins: every run, and every task solved.
  package func replay(to index: Int) -> [LessonCode] {
    lesson.parts.prefix(index).compactMap { part in
      switch part.content {
      case .run(let block): block.code
      case .task(let task): task.solution
      case .prose, .predict: nil
      }
    }
  }

  // MARK: Steps

  /// The title has just been shown with the lesson's number; a file that is read elsewhere repeats it in its text.
  private func withoutTitle(_ blocks: [Markdown.Block]) -> [Markdown.Block] {
    let title = Markdown.Block.heading(level: 1, [.text(lesson.frontMatter.title)])
    return position == 0 && blocks.first == title ? Array(blocks.dropFirst()) : blocks
  }

  /// Shows the prose at `position`, if any, and then stops at whatever comes next.
  private mutating func readOn() -> [LessonAction] {
    var actions: [LessonAction] = []
    if case .prose(let blocks) = part?.content {
      actions.append(.show(withoutTitle(blocks)))
      moveOn()
    }
    switch part?.content {
    case nil: actions.append(.finished)
    case .prose: actions.append(.pause(before: nil))
    case .run(let block): actions.append(.pause(before: block))
    case .task(let task):
      isPresented = true
      actions += [.takeSnapshot, .present(task)]
    case .predict(let question):
      isPresented = true
      // Who walks through the lesson again answers again.
      if let part { progress.records[part.identity]?.answer = nil }
      actions.append(.ask(question))
    }
    return actions
  }

  private var nextRun: RunBlock? {
    if case .run(let block) = part?.content { block } else { nil }
  }

  /// The questions that the run at `position` answers: those since the run or task before it.
  private func pendingQuestions() -> [LessonAction] {
    var questions: [LessonAction] = []
    for part in lesson.parts.prefix(position).reversed() {
      switch part.content {
      case .prose: continue
      case .predict(let question):
        let answer = progress.records[part.identity]?.answer
        questions.insert(.score(question, identity: part.identity, answer: answer), at: 0)
      case .run, .task: return questions
      }
    }
    return questions
  }

  private mutating func moveOn() { move(to: min(position + 1, lesson.parts.count)) }

  private mutating func move(to index: Int) {
    position = index
    isPresented = false
    progress.index = index
    progress.part = part?.identity
    if isFinished { progress.isDone = true }
  }

  /// The saved part by its identity; failing that its old place, as far as the lesson still reaches.
  private static func position(of progress: LessonProgress, in lesson: Lesson) -> Int {
    if let identity = progress.part, let index = lesson.parts.firstIndex(where: { $0.identity == identity }) {
      return index
    }
    // Finished lessons and fresh ones begin at the beginning.
    guard progress.part != nil else { return 0 }
    return max(0, min(progress.index, lesson.parts.count - 1))
  }

  private static func noTask(_ command: String) -> Problem {
    Problem(
      "no task is open, so there is nothing for \"\(command)\" to help with.",
      advice: "Press Enter to go on with the lesson.")
  }
}

extension LessonPart {
  package var isProse: Bool { if case .prose = content { true } else { false } }
}
