import Basis
import Lessons
import Testing

@Suite struct LessonPlayerTests {
  private func begin(_ body: String = Samples.full, from progress: LessonProgress = LessonProgress()) throws
    -> (
      LessonPlayer<FakeHost>, FakeHost
    )
  {
    var host = FakeHost()
    var player = LessonPlayer<FakeHost>(try Samples.lesson(body), resuming: progress)
    try player.begin(on: &host)
    return (player, host)
  }

  /// 0 → run → 2 → questions → run → 4, with the task open.
  private func beginAtTheTask() throws -> (LessonPlayer<FakeHost>, FakeHost) {
    var (player, host) = try begin()
    try player.enter(on: &host)
    try player.predict("2", on: &host)
    try player.predict("9", on: &host)
    try player.enter(on: &host)
    #expect(host.x == 4)
    return (player, host)
  }

  @Test func aLessonBeginsOnAFreshLabAndSaysWhatEnterRuns() throws {
    let (_, host) = try begin()
    #expect(host.freshStarts == 1 && host.ran.isEmpty)
    #expect(host.screen.contains("Lesson 1: Counting"))
    #expect(host.screen.contains("Enter runs `add 1` and one more line."))
  }

  @Test func predictionsAreScoredAgainstTheMeasurement() throws {
    let (player, host) = try beginAtTheTask()
    #expect(
      host.screen.contains(
        "You were right. You predicted: above three. Measured: above three (x is 4).".marked))
    // 9 is 2.25 times 4, and a factor of 2 was allowed.
    #expect(host.screen.contains("Not what you expected. You predicted: 9. Measured: 4.".marked))
    #expect(player.run.progress.rightPredictions == 1 && player.run.progress.scoredPredictions == 2)
  }

  /// At a prompt a number is an answer; in a file it is no command.
  @Test(arguments: [
    (false, "Type `1` or `2`", "Type a number"), (true, "Type `predict 1` or", "Type `predict NUMBER`"),
  ])
  func theQuestionSaysWhatAnAnswerIs(areCommands: Bool, options: String, number: String) throws {
    var (player, host) = try begin()
    host.answersAreCommands = areCommands
    try player.enter(on: &host)
    #expect(host.screen.contains(options), "\(host.screen)")
    try player.predict("2", on: &host)
    #expect(host.screen.contains(number), "\(host.screen)")
  }

  @Test(arguments: ["0", "3", "-1", "\(Int.min)", "\(Int.max)", ""])
  func anAnswerThatIsNoneOfTheOptionsIsAskedForAgain(answer: String) throws {
    var (player, host) = try begin()
    try player.enter(on: &host)
    let problem = try #require(throws: Problem.self) { try player.predict(answer, on: &host) }
    #expect(problem.advice?.contains("1…2") == true)
    try player.predict("2", on: &host)
  }

  @Test func aSkippedQuestionIsAnsweredButNotScored() throws {
    var (player, host) = try begin()
    try player.enter(on: &host)
    try player.next(on: &host)
    try player.next(on: &host)
    try player.enter(on: &host)
    #expect(host.screen.contains("Measured: above three (x is 4)."))
    #expect(player.run.progress.scoredPredictions == 0)
  }

  @Test func theTaskIsDoneTheMomentItsExpectationsHold() throws {
    var (player, host) = try beginAtTheTask()
    try host.type("add 3", &player)
    #expect(player.run.openTask != nil)
    try host.type("add 4", &player)
    #expect(player.run.openTask == nil && player.run.progress.solvedTasks == 1)
    #expect(host.screen.contains("Done!"))
    #expect(host.x == 11)
  }

  @Test func aWrongTryIsExplainedAndTheLabRestored() throws {
    var (player, host) = try beginAtTheTask()
    try host.type("add 3", &player)
    try player.enter(on: &host)
    #expect(host.screen.contains("• `x > 10`: x is 7"))
    #expect(!host.screen.contains("• `x < 100`"))
    #expect(host.x == 4)
    #expect(host.screen.contains("The lab is back where the task began"))
    #expect(player.run.openTask != nil)
  }

  @Test func enterOnAnUntouchedTaskOnlySaysWhatIsMissing() throws {
    var (player, host) = try beginAtTheTask()
    try player.enter(on: &host)
    #expect(host.screen.contains("Not yet."))
    #expect(!host.screen.contains("The lab is back"))
  }

  @Test func hintSolutionAndNextLeadOut() throws {
    var (player, host) = try beginAtTheTask()
    try player.hint(on: &host)
    #expect(host.screen.contains("Hint 1 of 2:") && host.screen.contains("Look at `add`."))
    try player.solution(on: &host)
    #expect(host.screen.contains("    add 4\n    add 5\n"))
    try host.type("set -1", &player)
    try player.next(on: &host)
    // The solution counts from where the task began: 4 + 4 + 5.
    #expect(host.x == 13)
    #expect(host.screen.contains("0 of 1 tasks solved, 1 of 2 predictions right"))
  }

  @Test func enterAfterFreePlayBringsTheLessonsLabBack() throws {
    var (player, host) = try begin()
    try host.type("set 500", &player)
    try player.enter(on: &host)
    #expect(host.x == 2)
    #expect(host.screen.contains("Back in the lesson"))
  }

  @Test func backReturnsTheLabToTheEarlierStep() throws {
    var (player, host) = try beginAtTheTask()
    try player.back(on: &host)
    #expect(host.x == 2)
    try player.enter(on: &host)
    #expect(host.x == 4)
    for _ in 0..<10 { try player.back(on: &host) }
    #expect(host.x == 0)
    #expect(host.freshStarts == 1)
  }

  @Test func aFailingBlockStaysAndIsPlacedInTheFile() throws {
    var (player, host) = try begin("```descent\nadd 1\ncrash now\n```\n")
    for _ in 0..<2 {
      let problem = #expect(throws: Problem.self) { try player.enter(on: &host) }
      #expect(problem?.message.hasPrefix("Lessons/01-counting.md:11:1: ") == true)
      #expect(problem?.span == nil)
      #expect(player.run.position == 0)
      // The second time begins where the first began, not where it broke off.
      #expect(host.x == 1)
    }
  }

  @Test func aResumedLessonRebuildsTheLab() throws {
    let (player, _) = try beginAtTheTask()
    var (again, host) = try begin(from: player.run.progress)
    #expect(host.x == 4)
    #expect(host.ran.allSatisfy { !$0.echo })
    #expect(host.screen.contains("You were at step 5 of 5"))
    #expect(host.screen.contains("Bring x **above ten**."))
    // Earlier steps were not walked in this session and are replayed.
    try again.back(on: &host)
    #expect(host.x == 2 && host.freshStarts == 2)
  }

  @Test func whatCannotBeRebuiltBeginsAnew() throws {
    let (player, _) = try beginAtTheTask()
    var host = FakeHost()
    let broken = try Samples.lesson(Samples.full.replacing("add 2", with: "crash"))
    var again = LessonPlayer<FakeHost>(broken, resuming: player.run.progress)
    try again.begin(on: &host)
    #expect(again.run.step.number == 1 && host.x == 0)
    #expect(host.screen.contains("cannot be reached again"))
  }

  @Test(arguments: [
    (PredictBlock.Tolerance.factor(10), 1.0, 10.0, true), (.factor(10), 10, 1, true),
    (.factor(10), 1, 10.1, false),
    (.factor(10), -1, 1, false), (.factor(10), -1, -5, true), (.factor(10), 0, 1, false),
    (.factor(10), 0, 0, true),
    (.fraction(0.2), 0.8, 1, true), (.fraction(0.2), 1.25, 1, false), (.fraction(0.2), -0.9, -1, true),
    (.fraction(0.2), .infinity, 1, false), (.factor(10), 1, .nan, false),
  ])
  func aGuessCountsWithinItsTolerance(
    tolerance: PredictBlock.Tolerance, guess: Double, actual: Double, isRight: Bool
  ) {
    #expect(tolerance.accepts(guess, for: actual) == isRight)
  }
}

extension String {
  /// Verdicts are strong, and strong text keeps its asterisks without a palette.
  fileprivate var marked: String {
    let end = firstIndex(of: ".").map { index(after: $0) } ?? endIndex
    return "**\(self[..<end])**\(self[end...])"
  }
}
