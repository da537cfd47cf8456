import Basis
import Foundation
import Lessons
import Testing

@Suite struct LessonRunTests {
  private func full() throws -> LessonRun { LessonRun(try Samples.lesson(Samples.full)) }

  @Test func theWholeWalkByEnterAlone() throws {
    var run = try full()
    let lesson = run.lesson
    #expect(run.begin().map(\.kind) == ["takeSnapshot", "show", "pause"])
    #expect(run.step == (1, 5))
    #expect(run.advance().map(\.kind) == ["run", "takeSnapshot", "show", "ask"])
    #expect(run.openQuestion == lesson.questions[0])
    #expect(try run.answer("above").map(\.kind) == ["ask"])
    #expect(try run.answer("5").map(\.kind) == ["show", "pause"])
    #expect(
      run.advance().map(\.kind) == ["run", "score", "score", "takeSnapshot", "takeSnapshot", "present"])
    #expect(run.openTask == lesson.tasks[0])
    #expect(run.advance() == [.check(lesson.tasks[0])])
    #expect(run.checked(passed: true, isFinal: true).map(\.kind) == ["takeSnapshot", "pause"])
    #expect(run.advance().map(\.kind) == ["show", "finished"])
    #expect(run.isFinished && run.progress.isDone)
    #expect(run.advance() == [.finished])
  }

  @Test func anOpenQuestionHoldsTheLessonUntilItIsAnsweredOrSkipped() throws {
    var run = try full()
    _ = run.begin()
    _ = run.advance()
    let before = run
    #expect(run.advance() == [.ask(run.lesson.questions[0])])
    #expect(run == before)
    #expect(throws: Problem.self) { try run.answer("nonsense") }
    #expect(run == before)
    #expect(run.next().map(\.kind) == ["ask"])
    #expect(run.openQuestion == run.lesson.questions[1])
  }

  @Test func freePlayNeverMovesTheLessonAndEnterComesBack() throws {
    var run = try full()
    _ = run.begin()
    let position = run.position
    for _ in 0..<5 { #expect(run.played().isEmpty) }
    #expect(run.position == position)
    #expect(run.advance().map(\.kind).prefix(2) == ["restoreSnapshot", "run"])
    _ = run.next()
    #expect(run.hasPlayed == false)
  }

  @Test func anOpenTaskIsLookedAtAfterEveryCommand() throws {
    var run = try atTheTask()
    #expect(run.played() == [.check(run.lesson.tasks[0])])
    // A silent look that fails takes nothing away.
    #expect(run.checked(passed: false, isFinal: false).isEmpty)
    #expect(run.openTask != nil)
    // Enter ends the try: the lab goes back to where the task began.
    #expect(run.checked(passed: false, isFinal: true) == [.restoreSnapshot])
    // With nothing typed there is nothing to restore.
    #expect(run.checked(passed: false, isFinal: true).isEmpty)
  }

  @Test func aSkippedTaskIsDoneForTheLearnerAndNotCountedAsSolved() throws {
    var run = try atTheTask()
    let actions = run.next()
    #expect(actions.map(\.kind) == ["restoreSnapshot", "runSolution", "takeSnapshot", "show", "finished"])
    #expect(run.progress.solvedTasks == 0 && run.progress.isDone)
  }

  @Test func hintsComeOneByOneAndBeginAgain() throws {
    var run = try atTheTask()
    let numbers = try (0..<3).flatMap { _ in try run.hint() }.map { action in
      if case .hint(_, let number, _) = action { number } else { 0 }
    }
    #expect(numbers == [1, 2, 1])
  }

  @Test func hintAndSolutionNeedAnOpenTask() throws {
    var run = try full()
    _ = run.begin()
    #expect(throws: Problem.self) { try run.hint() }
    #expect(throws: Problem.self) { try run.solution() }
    #expect(throws: Problem.self) { try run.answer("1") }
  }

  @Test func goingBackAndOnAgainMakesTheSameSteps() throws {
    var run = try full()
    _ = run.begin()
    let first = run.advance()
    _ = run.back()
    #expect(run.position == 1)
    #expect(run.advance() == first)
    for _ in 0..<20 { _ = run.back() }
    #expect(run.position == 1 && run.step.number == 1)
  }

  /// Whatever happens in whatever order, the position stays inside the lesson and the actions fit the state.
  @Test func anySequenceOfEventsKeepsTheMachineSound() throws {
    for seed in 0..<200 {
      var random = Random(seed: UInt64(seed))
      var run = try full()
      _ = run.begin()
      for _ in 0..<60 {
        let before = run
        switch random.index(below: 8) {
        case 0: _ = run.advance()
        case 1: _ = run.next()
        case 2: _ = run.back()
        case 3: _ = run.played()
        case 4: _ = run.checked(passed: random.index(below: 2) == 0, isFinal: random.index(below: 2) == 0)
        case 5: do { _ = try run.answer("1") } catch { #expect(run == before) }
        case 6: do { _ = try run.hint() } catch { #expect(run == before) }
        default: do { _ = try run.solution() } catch { #expect(run == before) }
        }
        #expect((0...run.lesson.parts.count).contains(run.position))
        #expect(!(run.openTask != nil && run.openQuestion != nil))
        #expect(run.progress.index == run.position && run.progress.part == run.part?.identity)
      }
      // Enter and `next` always reach the end.
      for _ in 0..<20 where !run.isFinished { _ = run.next() }
      #expect(run.isFinished)
    }
  }

  // MARK: Resuming

  @Test func aSavedWalkGoesOnWhereItWas() throws {
    let run = try atTheTask()
    let data = try JSONEncoder().encode(run.progress)
    var again = LessonRun(run.lesson, resuming: try JSONDecoder().decode(LessonProgress.self, from: data))
    #expect(again.position == run.position)
    #expect(again.begin().map(\.kind) == ["takeSnapshot", "takeSnapshot", "present"])
    #expect(again.progress == run.progress)
  }

  @Test func anEditedLessonGoesOnAtTheSameBlock() throws {
    let run = try atTheTask()
    let edited = try Samples.lesson("New prose.\n\n```descent\nset 0\n```\n\n" + Samples.full)
    let again = LessonRun(edited, resuming: run.progress)
    #expect(again.part?.content == run.part.map { _ in .task(edited.tasks[0]) })
    #expect(again.position != run.position)
  }

  @Test func aRewrittenBlockIsFoundByItsPlaceAsFarAsTheLessonReaches() throws {
    let run = try atTheTask()
    let rewritten = try Samples.lesson(Samples.full.replacing("Bring x", with: "Take x"))
    #expect(LessonRun(rewritten, resuming: run.progress).position == run.position)
    let short = try Samples.lesson("Only this.")
    #expect(LessonRun(short, resuming: run.progress).position == 0)
    var damaged = run.progress
    damaged.part = "no such part"
    for index in [Int.min, -1, Int.max] {
      damaged.index = index
      #expect((0..<run.lesson.parts.count).contains(LessonRun(run.lesson, resuming: damaged).position))
    }
  }

  @Test func aFinishedLessonBeginsAgainButStaysDone() throws {
    var run = try atTheTask()
    while !run.isFinished { _ = run.next() }
    let again = LessonRun(run.lesson, resuming: run.progress)
    #expect(again.position == 0 && again.progress.isDone)
  }

  @Test func replayHoldsEveryRunAndEverySolution() throws {
    let run = try full()
    #expect(run.replay(to: run.lesson.parts.count).map(\.text) == ["add 1\nadd 1", "add 2", "add 4\nadd 5"])
    #expect(run.replay(to: 2).map(\.text) == ["add 1\nadd 1"])
    #expect(run.replay(to: 0).isEmpty)
  }

  private func atTheTask() throws -> LessonRun {
    var run = try full()
    _ = run.begin()
    _ = run.advance()
    _ = run.next()
    _ = run.next()
    _ = run.advance()
    #expect(run.openTask != nil)
    return run
  }
}

extension LessonAction {
  /// The case's name.
  var kind: String {
    let text = "\(self)"
    return String(text.prefix { $0 != "(" })
  }
}
