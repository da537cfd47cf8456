/// What the lesson wants done next, in order. `LessonPlayer` does it.
package enum LessonAction: Equatable, Sendable {
  case show([Markdown.Block])
  case run(RunBlock)
  /// Measure the right answer now, compare, and call `LessonRun.scored`.
  case score(PredictBlock, identity: String, answer: LessonProgress.Answer?)
  /// Remember the lab's state as the lesson's own at this point.
  case takeSnapshot
  /// Bring back the state remembered last.
  case restoreSnapshot
  /// Bring the lab to the state in which the part at this index begins.
  case rewind(to: Int)
  case ask(PredictBlock)
  case present(TryBlock)
  /// Judge the task's expectations now, and call `LessonRun.checked`.
  case check(TryBlock)
  case hint([Markdown.Block], number: Int, of: Int)
  case solution(LessonCode)
  /// Do the task for the learner, who skips it.
  case runSolution(LessonCode)
  /// Nothing more until Enter is pressed, which will run this block or, without one, read on.
  case pause(before: RunBlock?)
  case finished
}
