import Basis

/// One lesson's way through the checker: all its blocks in order, on one host.
struct LessonProof<Host: LessonHost> {
  private(set) var report: LessonReport
  private let lesson: Lesson
  private let extent: LessonExtent
  private(set) var host: Host
  private let clock: () -> Double

  /// A budget is written on one machine and checked on another, so only a gross overrun fails.
  static var toleratedOverrun: Double { 4 }

  init(_ lesson: Lesson, _ extent: LessonExtent, host: Host, clock: @escaping () -> Double) {
    self.lesson = lesson
    self.extent = extent
    self.host = host
    self.clock = clock
    report = LessonReport(file: lesson.file, title: lesson.title)
    let matter = lesson.frontMatter
    report.promisedSeconds = extent == .lesson ? matter.seconds : matter.fullSeconds
  }

  mutating func run() throws {
    FrontMatterCheck.run(on: lesson, &report)
    var questions: [PredictBlock] = []
    for part in lesson.parts {
      switch part.content {
      case .prose: continue
      case .predict where extent == .studies, .task where extent == .studies: continue
      case .predict(let question): questions.append(question)
      case .run(let block):
        // What follows a failed block says nothing about itself.
        guard try succeeds(block.code, "the block") else { return }
        report.runs += 1
        for question in questions { try prove(question) }
        questions = []
      case .task(let task):
        guard try prove(task, at: part.place) else { return }
      }
    }
    checkTime()
  }

  // MARK: Blocks

  private mutating func prove(_ question: PredictBlock) throws {
    report.predictions += 1
    do {
      try timed { host in _ = try question.outcome(of: nil, on: &host) }
    } catch let problem as Problem where problem.kind != .interrupted {
      report.fail(question.firstExpression.place, problem.message, advice: problem.advice)
    }
  }

  /// False if the solution fails, so that the lesson cannot go on.
  private mutating func prove(_ task: TryBlock, at place: LessonPlace) throws -> Bool {
    report.tasks += 1
    let start = host.snapshot
    if try unmet(task).isEmpty {
      report.fail(
        place, "the task passes before anything is typed.", advice: "Make its expectations ask for a change.")
    }
    for wrong in task.wrongs {
      host.restore(start)
      guard try succeeds(wrong, "the wrong answer", isTimed: false) else { continue }
      if try unmet(task).isEmpty {
        report.fail(
          wrong.place, "the wrong answer passes: every expectation holds after it.",
          advice: "Make the expectations stricter, or remove the answer from the wrong ones.")
      }
    }
    host.restore(start)
    guard try succeeds(task.solution, "the solution") else { return false }
    for (expectation, reason) in try unmet(task) {
      report.fail(
        expectation.place, "after the solution \"expect \(expectation.text)\" does not hold: \(reason)")
    }
    return true
  }

  /// The expectations that do not hold, with the reasons. One that cannot be measured does not hold.
  private mutating func unmet(_ task: TryBlock) throws -> [(LessonCode, String)] {
    var result: [(LessonCode, String)] = []
    for expectation in task.expects {
      do {
        let judgement = try host.judge(expectation)
        if !judgement.held { result.append((expectation, judgement.detail)) }
      } catch let problem as Problem where problem.kind != .interrupted {
        result.append((expectation, problem.message))
      }
    }
    return result
  }

  private mutating func succeeds(_ code: LessonCode, _ what: String, isTimed: Bool = true) throws -> Bool {
    do {
      if isTimed {
        try timed { try $0.run(code, echo: false) }
      } else {
        try host.run(code, echo: false)
      }
      return true
    } catch let problem as Problem where problem.kind != .interrupted {
      report.fail(
        code.place(of: problem.span), "\(what) does not run: \(problem.message)", advice: problem.advice)
      return false
    }
  }

  // MARK: Time

  private mutating func timed(_ work: (inout Host) throws -> Void) throws {
    let start = clock()
    defer { report.seconds += clock() - start }
    try work(&host)
  }

  private mutating func checkTime() {
    guard let promised = report.promisedSeconds, report.seconds > promised else { return }
    let top = LessonPlace(file: lesson.file, line: 1)
    let message =
      "computing took \(Numbers.duration(report.seconds)), promised are \(Numbers.duration(promised))."
    let key = extent == .lesson ? "seconds" : "full-seconds"
    let advice = "Train less, or correct \"\(key):\" in the front matter."
    if extent == .lesson, report.seconds > promised * LessonProof.toleratedOverrun {
      report.fail(top, message, advice: advice)
    } else {
      report.remark(top, message, advice: advice)
    }
  }
}

extension PredictBlock {
  var firstExpression: LessonCode {
    switch form {
    case .options(let options): options[0].condition
    case .number(let expression, _): expression
    }
  }
}
