import Basis
import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct LessonCheckerTests {
  private func check(_ body: String, header: String = Samples.header) throws -> LessonReport {
    let clock = FakeClock()
    let checker = LessonChecker<FakeHost>(clock: { clock.now }) { FakeHost(clock: clock) }
    return try checker.check(try Samples.lesson(body, header: header))
  }

  private func failures(_ body: String) throws -> [LessonReport.Finding] {
    try check(body).findings.filter { $0.severity == .failure }
  }

  @Test func aSoundLessonPasses() throws {
    let report = try check(Samples.full)
    #expect(report.findings.isEmpty, "\(report.findings.map(\.text))")
    #expect(report.passed)
    #expect((report.runs, report.tasks, report.predictions) == (2, 1, 2))
    // One second a command: 2 + 1 in the runs and 2 in the solution; wrong answers are not the learner's time.
    #expect(report.seconds == 5 && report.promisedSeconds == 30)
  }

  private func task(_ expect: String, solution: String = "add 5", wrong: String = "add 1") -> String {
    "```try\nDo it.\nexpect \(expect)\nsolution: \(solution)\nwrong: \(wrong)\n```\n"
  }

  // Lines are those of the file: the header takes eight.

  @Test func aTaskThatPassesUntouchedIsRejected() throws {
    let found = try failures(task("x < 3", solution: "add 1", wrong: "add 5"))
    #expect(found.map(\.place.line) == [9])
    #expect(found.first?.message.contains("before anything is typed") == true)
  }

  @Test func aWrongAnswerThatPassesIsRejected() throws {
    let found = try failures(task("x > 3", wrong: "add 4"))
    #expect(found.map(\.place.line) == [13])
    #expect(found.first?.message.contains("wrong answer passes") == true)
  }

  @Test func aWrongAnswerThatDoesNotRunProvesNothingAndIsRejected() throws {
    let found = try failures(task("x > 3", wrong: "ad 1"))
    #expect(
      found.map(\.text) == [
        "Lessons/01-counting.md:13:8: the wrong answer does not run: there is no command \"ad 1\""
      ])
  }

  @Test func aSolutionThatDoesNotFulfilIsRejectedWithTheNumbers() throws {
    let found = try failures(task("x > 3", solution: "add 2"))
    #expect(
      found.map(\.text) == [
        "Lessons/01-counting.md:11:8: after the solution \"expect x > 3\" does not hold: x is 2"
      ])
  }

  @Test func aSolutionThatDoesNotRunIsRejected() throws {
    #expect(try failures(task("x > 3", solution: "crash")).map(\.place.line) == [12])
  }

  @Test func eachWrongAnswerStartsFromTheUntouchedTask() throws {
    // Two wrong answers that would pass together, and a solution that starts from neither.
    let body = "```try\nDo it.\nexpect x = 3\nsolution: add 3\nwrong: add 1\nwrong: add 2\n```\n"
    #expect(try failures(body).isEmpty)
  }

  @Test func aFailingBlockIsRejectedAtItsOwnLineAndEndsTheProof() throws {
    let found = try failures("```descent\nadd 1\n  crash\n```\n\n" + task("x > 100"))
    #expect(found.map(\.place) == [LessonPlace(file: "Lessons/01-counting.md", line: 11)])
  }

  @Test(arguments: [("x > 0", "x > 1", "2 options came true"), ("x > 5", "x > 6", "none of the options")])
  func aPredictionNeedsExactlyOneTrueOption(first: String, second: String, message: String) throws {
    let found = try failures(
      "```predict\nWhat?\n- a: \(first)\n- b: \(second)\n```\n\n```descent\nadd 3\n```\n")
    #expect(found.map(\.place.line) == [11])
    #expect(found.first?.message.contains(message) == true)
  }

  @Test func aPredictionThatCannotBeMeasuredIsRejected() throws {
    let found = try failures("```predict\nWhat?\nnumber: y\nwithin: 5%\n```\n\n```descent\nadd 3\n```\n")
    #expect(found.map(\.place.line) == [11])
  }

  @Test(arguments: [(5.0, true, 0), (2.0, true, 1), (1.0, false, 1)])
  func onlyAGrossOverrunOfTheTimeFails(promised: Double, passes: Bool, findings: Int) throws {
    let header = Samples.header.replacing("seconds: 30", with: "seconds: \(promised)")
    let report = try check(Samples.full, header: header)
    #expect(report.passed == passes && report.findings.count == findings)
  }

  @Test func thePromisesOfTheFrontMatterAreChecked() throws {
    let bare = try check("Read.", header: "---\ntitle: Bare\n---\n")
    #expect(bare.findings.map(\.severity) == [.failure, .failure, .remark, .remark])
    let long = String(repeating: "word ", count: 301)
    #expect(try failures(long).first?.message.contains("301 words take about 1.5") == true)
    let short = String(repeating: "word ", count: 299)
    #expect(try failures(short).isEmpty)
    let lavish = try check("Read.", header: Samples.header.replacing("minutes: 1", with: "minutes: 9"))
    #expect(lavish.findings.map(\.severity) == [.remark])
  }

  @Test func aMisspeltBlockIsRemarkedOn() throws {
    let report = try check("```descnt\nadd 1\n```\n\n```python\nx\n```\n\n```text\nx\n```\n")
    #expect(report.findings.map(\.severity) == [.remark])
    #expect(report.findings.first?.message.contains("\"descent\"") == true)
  }

  @Test func aFolderIsCheckedFileByFile() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    let good = Samples.header + Samples.full
    for (name, text) in [
      ("01-good.md", good), ("02-broken.md", "no front matter"), ("02-twin.md", good),
      ("Bad Name.md", good),
      ("README.md", "not a lesson"), ("notes.txt", ""),
    ] {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    let checker = LessonChecker<FakeHost> { FakeHost() }
    var heard: [String] = []
    let reports = try checker.check(path: folder) { heard.append($0.file) }
    #expect(reports.map(\.passed) == [true, false, false, false])
    #expect(reports[1].findings.first?.place == LessonPlace(file: folder + "/02-broken.md", line: 1))
    #expect(reports[2].findings.first?.message == "broken is lesson 2 already.")
    #expect(heard == reports.map(\.file))
    #expect(try checker.check(path: folder + "/01-good.md").map(\.passed) == [true])
    #expect(throws: Problem.self) { try checker.check(path: folder + "/none") }
  }
}
