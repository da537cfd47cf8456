import Foundation
import TestSupport
import Testing

@Suite struct ExitCodeTests {
  static let codes: [(arguments: [String], code: Int32)] = [
    (["-c", "print 1"], 0),
    (["--help"], 0),
    (["--version"], 0),
    (["-c", "expect 1 > 2"], 1),
    (["-c", "layr dense 10"], 2),
    (["--threads", "0", "-c", "print 1"], 64),
    (["--seed", "-1"], 64),
    (["--no-such-flag"], 64),
    (["--color", "sometimes"], 64),
    (["check"], 64),
    (["--seed", "9", "check"], 64),
    (["--json", "--seeds=1", "check", "/no/such/folder"], 66),
    (["help"], 0),
    (["help", "relu"], 0),
    (["help", "layer", "insert"], 0),
    (["help", "check"], 0),
    (["lesson", "1"], 0),
    (["lesson", "no-such-lesson"], 2),
    (["lesson"], 0),
    (["help", "no-such-thing"], 2),
    (["bench", "--seconds", "0.1"], 0),
    (["bench", "-c", "data iris; network; layer dense 3", "--batch", "8", "--seconds", "0.1"], 0),
    (["bench", "/no/such/file"], 66),
    (["-c", "let = 3"], 65),
    (["/bin/sh"], 65),
    (["/no/such/file"], 66),
    (["-f", "/no/such/file"], 66),
    (["/"], 66),
    (["check", "/no/such/folder"], 66),
    (["-c", "quit 7"], 7),
  ]

  @Test(arguments: codes)
  func eachKindOfFailureHasItsCode(_ arguments: [String], _ code: Int32) throws {
    #expect(try Program.run(arguments).code == code)
  }

  @Test func aLessonIsOpenedFromTheShellAsFromTheLab() throws {
    #expect(try Program.run(["lesson", "1"]).results == Program.run(["-c", "lesson 1"]).results)
  }

  @Test func helpTellsAnythingTheLabKnows() throws {
    #expect(try Program.run(["help", "relu"]).results == Program.run(["-c", "help relu"]).results)
    #expect(try Program.run(["help", "check"]).results == Program.run(["check", "--help"]).results)
  }

  @Test func whoNamesNoFileLearnsWhereCommandsStand() throws {
    #expect(try Program.run(["train 5"]).talk.contains("descent -c 'train 5'"))
    #expect(try Program.run(["-q", "check", "Lessons"]).talk.contains("check stands first: descent check"))
    #expect(try !Program.run(["/no/such/file"]).talk.contains("stand"))
  }

  @Test func theTimeOfAStepIsShownForANetworkOfOnesOwn() throws {
    let outcome = try Program.run(
      ["bench", "-c", "data iris; network; layer dense 3", "--seconds", "0.1", "--seed", "3"])
    #expect(outcome.code == 0)
    #expect(outcome.results.contains("1 dense 3") && outcome.results.contains("forward µs"))
  }

  @Test func theFirstFailureStops() throws {
    let outcome = try Program.run(["-c", "print 1; nonsense; print 2", "-c", "print 3"])
    #expect(outcome.code == 2)
    #expect(outcome.results == "1\n")
  }

  @Test func keepGoingRunsAllAndReportsTheWorst() throws {
    let outcome = try Program.run([
      "--keep-going", "-c", "nonsense; print 1", "-c", "expect 1 > 2", "-c", "print 3",
    ])
    #expect(outcome.code == 2)
    #expect(outcome.results == "1\n3\n")
  }

  @Test func scriptsAndCommandsRunInTheOrderGiven() throws {
    let scratch = try Scratch()
    let two = try scratch.write("print 2", to: "two")
    let four = try scratch.write("print 4", to: "four")
    let outcome = try Program.run(["-c", "print 1", "-f", two, "-qc", "print 3", four, "--command=print 5"])
    #expect(outcome.results == "1\n2\n3\n4\n5\n")
  }

  @Test func dashIsStandardInput() throws {
    #expect(try Program.run(["-c", "print 1", "-"], input: "print 2").results == "1\n2\n")
    #expect(try Program.run(["-f", "-"], input: "print 2").results == "2\n")
  }

  @Test func afterTwoDashesEverythingIsAFile() throws {
    let outcome = try Program.run(["--", "-c"])
    #expect(outcome.code == 66)
    #expect(outcome.talk.contains("-c"))
  }

  @Test func misspeltCommandIsNamedWithLineColumnAndTheRightWord() throws {
    let outcome = try Program.run(input: "print 1\nprint 2\n  netwrk\n")
    #expect(outcome.code == 2)
    #expect(outcome.talk.contains("3:3"))
    #expect(outcome.talk.contains("network"))
  }

  @Test func standardInputThatIsAFolderIsMissingInput() throws {
    #expect(try Program.shell("$descent < /").code == 66)
  }

  @Test func anInterruptedScriptIs130() throws {
    let terminal = try Terminal(
      ["-c", "print 1; repeat 1000000 { repeat 1000000 { let a = 1 } }"], home: Scratch())
    try terminal.wait(for: "1\n")
    terminal.type("\u{03}")
    #expect(try terminal.waitForEnd() == 130)
  }
}
