import Foundation
import Testing

@Suite struct StreamTests {
  @Test func resultsAndProblemsGoSeparateWays() throws {
    let outcome = try Program.run(input: "print 1\nnonsense\n")
    #expect(outcome.results == "1\n")
    #expect(outcome.talk.contains("nonsense"))
  }

  @Test func nothingIsAskedOrGreetedInAPipe() throws {
    let outcome = try Program.run(input: "print 1\n")
    #expect(outcome.results + outcome.talk == "1\n")
  }

  static let colourRules: [(arguments: [String], environment: [String: String], isColoured: Bool)] = [
    ([], [:], false),
    (["--color", "always"], [:], true),
    (["--color", "always"], ["NO_COLOR": "1"], true),
    (["--color", "never"], ["FORCE_COLOR": "1"], false),
    ([], ["FORCE_COLOR": "1"], true),
    ([], ["FORCE_COLOR": "1", "NO_COLOR": "1"], true),
    ([], ["FORCE_COLOR": ""], false),
    ([], ["DESCENT_COLOR": "never", "FORCE_COLOR": "1"], false),
    ([], ["DESCENT_COLOR": "always", "NO_COLOR": "1"], true),
    ([], ["CLICOLOR_FORCE": "1"], true),
    ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
  ]

  @Test(arguments: colourRules)
  func colourFollowsTheFirstRuleThatSpeaks(
    _ arguments: [String], _ environment: [String: String], _ isColoured: Bool
  ) throws {
    let outcome = try Program.run(arguments + ["-c", "nonsense"], environment: environment)
    #expect(outcome.talk.contains("\u{1B}[") == isColoured)
  }

  @Test func jsonIsOneObjectALine() throws {
    let outcome = try Program.run(
      ["--json", "--color", "always"], input: "print 1\nprint [2, 3]\nnonsense\n")
    let lines = outcome.results.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  static let screens: [(columns: String?, width: Int)] = [
    (nil, 80), ("120", 120), ("nonsense", 80), ("-3", 80),
  ]

  @Test(arguments: screens)
  func noLineIsWiderThanTheScreen(_ columns: String?, _ width: Int) throws {
    let environment = columns.map { ["COLUMNS": $0] } ?? [:]
    let outcome = try Program.run(
      ["--keep-going"],
      input: """
        help
        help data
        help nonsense
        data digits
        network
        layer dense 50 sigmoid count=3
        layer dense 10
        gradients
        layr dense 10 # \(String(repeating: "and on ", count: 40))
        """, environment: environment)
    let tooWide = outcome.lines.filter { $0.count > width }
    #expect(tooWide.isEmpty)
    #expect(outcome.lines.count > 30)
  }

  @Test func aReaderThatHasEnoughEndsTheProgramQuietly() throws {
    let outcome = try Program.shell("$descent -c 'repeat 100000 { print 1 }' | head -1")
    #expect(outcome.results == "1\n")
    #expect(outcome.talk.isEmpty)
  }

  @Test func closedStreamsAreNotAnAccident() throws {
    #expect(try Program.shell("$descent -c 'print 1' >&-").code >= 0)
    #expect(try Program.shell("$descent -c 'print 1; nonsense' >&- 2>&- <&-").code == 2)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func resultsThatCannotBeWrittenAreAFailure() throws {
    let outcome = try Program.shell("$descent -c 'print 1' > /dev/full")
    #expect(outcome.code == 74)
    #expect(outcome.talk.contains("written"))
  }

  @Test func aTranscriptRuns() throws {
    let outcome = try Program.run(
      input: """
        Descent 0.1
        › let a = 2
        › for i in 1..2 {
        …   print a * i
        … }
        2
        4
        """)
    #expect(outcome.results == "2\n4\n")
    #expect(outcome.code == 0)
  }

  @Test func versionAndHelpAreResults() throws {
    #expect(try Program.run(["--version"]).results.hasPrefix("descent "))
    #expect(try Program.run(["--help"]).results == Program.run(["help"]).results)
    #expect(try Program.run(["check", "--help"]).results.contains("lessons"))
  }
}
