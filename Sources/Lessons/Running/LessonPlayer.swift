import Basis

/// Plays a lesson for a learner: feeds events to the state machine and performs the actions on the lab.
///
/// The host owns the player, so every method takes the host: take the player out, call it, put it back.
/// A method that throws leaves the walk where it was; the next Enter tries the step again.
package struct LessonPlayer<Host: LessonHost>: Sendable {
  /// The walk so far; its `progress` is what to save after each call.
  package private(set) var run: LessonRun
  /// The lab's states at the steps reached, oldest first.
  private var marks: [(position: Int, snapshot: Host.Snapshot)] = []

  package init(_ lesson: Lesson, resuming progress: LessonProgress = LessonProgress()) {
    run = LessonRun(lesson, resuming: progress)
  }

  // MARK: Events

  /// Brings the lab to where the lesson begins or left off, and shows what stands there.
  package mutating func begin(on host: inout Host) throws {
    let isResumed = run.step.number > 1
    host.show(LessonVoice.title(run))
    do {
      try replay(to: run.position, on: &host)
      if isResumed { host.show(LessonVoice.resumed(run)) }
    } catch let problem as Problem where isResumed && problem.kind != .interrupted {
      host.show(LessonVoice.cannotResume(problem))
      host.startAfresh()
      var progress = run.progress
      progress.part = nil
      run = LessonRun(run.lesson, resuming: progress)
    }
    try perform(on: &host) { $0.begin() }
  }

  /// Enter on an empty line.
  package mutating func enter(on host: inout Host) throws {
    try perform(on: &host) { $0.advance() }
  }

  /// After each command of the learner's own that succeeded.
  package mutating func commandRan(on host: inout Host) throws {
    try perform(on: &host, isAsked: false) { $0.played() }
  }

  package mutating func next(on host: inout Host) throws { try perform(on: &host) { $0.next() } }
  package mutating func back(on host: inout Host) throws { try perform(on: &host) { $0.back() } }
  package mutating func hint(on host: inout Host) throws { try perform(on: &host) { try $0.hint() } }
  package mutating func solution(on host: inout Host) throws { try perform(on: &host) { try $0.solution() } }

  /// `predict ANSWER`: an option's number or label, or a number.
  package mutating func predict(_ answer: String, on host: inout Host) throws {
    try perform(on: &host) { try $0.answer(answer) }
  }

  // MARK: Actions

  /// `isAsked` tells a check the learner asked for from one the lab makes by itself.
  private mutating func perform(
    on host: inout Host, isAsked: Bool = true, _ event: (inout LessonRun) throws -> [LessonAction]
  ) throws {
    var next = run
    let actions = try event(&next)
    do {
      for action in actions { try perform(action, on: &host, &next, isAsked: isAsked) }
      run = next
    } catch {
      // The step may have changed the lab half-way; marked as played, the next Enter restores it first.
      _ = run.played()
      throw error
    }
  }

  private mutating func perform(
    _ action: LessonAction, on host: inout Host, _ next: inout LessonRun, isAsked: Bool
  ) throws {
    switch action {
    case .show(let blocks): host.show(blocks)
    case .run(let block): try execute(block.code, on: &host, echo: true)
    case .score(let question, let identity, let answer):
      score(question, identity, answer, on: &host, &next)
    case .takeSnapshot: mark(next.position, host.snapshot)
    case .restoreSnapshot:
      if let last = marks.last { host.restore(last.snapshot) }
      if next.openTask == nil, run.openTask == nil { host.show(LessonVoice.cameBack) }
    case .rewind(let position): try rewind(to: position, on: &host)
    case .ask(let question):
      host.show(LessonVoice.question(question, areCommands: host.answersAreCommands))
    case .present(let task): host.show(LessonVoice.task(task))
    case .check(let task): try check(task, on: &host, &next, isAsked: isAsked)
    case .hint(let hint, let number, let count): host.show(LessonVoice.hint(hint, number, count))
    case .solution(let code): host.show(LessonVoice.solution(code))
    case .runSolution(let code):
      host.show(LessonVoice.skipped)
      try execute(code, on: &host, echo: true)
    case .pause(let block): host.show(LessonVoice.pause(before: block))
    case .finished: host.show(LessonVoice.finished(next))
    }
  }

  private mutating func check(
    _ task: TryBlock, on host: inout Host, _ next: inout LessonRun, isAsked: Bool
  ) throws {
    let judgements = try task.expects.map { try judge($0, on: &host) }
    let passed = judgements.allSatisfy(\.held)
    let actions = next.checked(passed: passed, isFinal: isAsked)
    if passed {
      host.show(LessonVoice.solved)
    } else if isAsked {
      let pairs = Array(zip(task.expects, judgements))
      host.show(LessonVoice.missing(pairs, restores: actions.contains(.restoreSnapshot)))
    }
    for action in actions { try perform(action, on: &host, &next, isAsked: isAsked) }
  }

  /// What cannot be measured yet, say before there is a network, does not hold yet.
  private func judge(_ condition: LessonCode, on host: inout Host) throws -> Judgement {
    do {
      return try host.judge(condition)
    } catch let problem as Problem where problem.kind != .interrupted {
      return Judgement(held: false, detail: problem.message)
    }
  }

  private func score(
    _ question: PredictBlock, _ identity: String, _ answer: LessonProgress.Answer?, on host: inout Host,
    _ next: inout LessonRun
  ) {
    do {
      let outcome = try question.outcome(of: answer, on: &host)
      if let isRight = outcome.isRight { next.scored(identity, isRight: isRight) }
      host.show(LessonVoice.outcome(outcome))
    } catch {
      host.show(LessonVoice.unsettled((error as? Problem)?.message ?? error.localizedDescription))
    }
  }

  // MARK: The lab's states

  private mutating func mark(_ position: Int, _ snapshot: Host.Snapshot) {
    marks.removeAll { $0.position >= position }
    marks.append((position, snapshot))
  }

  private mutating func rewind(to position: Int, on host: inout Host) throws {
    marks.removeAll { $0.position > position }
    if let last = marks.last {
      host.restore(last.snapshot)
    } else {
      try replay(to: position, on: &host)
      mark(position, host.snapshot)
    }
  }

  private func replay(to position: Int, on host: inout Host) throws {
    host.startAfresh()
    for code in run.replay(to: position) { try execute(code, on: &host, echo: false) }
  }

  /// A problem inside the lesson's code is placed in the lesson's file; its span would be taken for the learner's
  /// own line.
  private func execute(_ code: LessonCode, on host: inout Host, echo: Bool) throws {
    do {
      try host.run(code, echo: echo)
    } catch var problem as Problem where problem.kind != .interrupted {
      problem.message = "\(code.place(of: problem.span).text): \(problem.message)"
      problem.span = nil
      throw problem
    }
  }
}
