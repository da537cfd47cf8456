import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct PromptTests {
  let home: Scratch

  init() throws { home = try Scratch() }

  private func open(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Terminal {
    let terminal = try Terminal(arguments, home: home, environment: environment)
    try terminal.wait(for: Terminal.prompt)
    return terminal
  }

  @Test func greetsRunsAndLeavesWithControlD() throws {
    let terminal = try open()
    #expect(terminal.screen.contains("Descent"))
    #expect(try terminal.enter("print 6 * 7").contains("42\n"))
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == 0)
    #expect(terminal.screen.hasSuffix("\n"))
    #expect(terminal.isInUsualMode)
  }

  @Test func quitLeavesWithTheCodeChosen() throws {
    let terminal = try open()
    terminal.type("quit 5\r")
    #expect(try terminal.waitForEnd() == 5)
  }

  @Test func controlCClearsTheLineAndNeverLeaves() throws {
    let terminal = try open()
    terminal.type("print 1")
    try terminal.wait(for: "print 1")
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    #expect(try terminal.enter("print 2").hasPrefix("2\n"))
  }

  @Test func controlCEndsACommandAndKeepsTheState() throws {
    let terminal = try open()
    try terminal.enter("let a = 5")
    terminal.type("print 1; repeat 1000000 { repeat 1000000 { let b = 1 } }\r")
    try terminal.wait(for: "\n1\n")
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    #expect(try terminal.enter("print a + 1").contains("6\n"))
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test func controlZStopsAndContinues() throws {
    // Only a shell that controls jobs can stop one.
    let jobs = "set -m; \(Program.path); stty -a; read line; fg; exit"
    let terminal = try Terminal(program: "/bin/sh", ["-c", jobs], home: home)
    try terminal.wait(for: Terminal.prompt)
    terminal.type("print 2")
    try terminal.wait(for: "print 2")
    terminal.type("\u{1A}")
    #expect(try terminal.wait(for: "echo ").contains(" icanon"))
    terminal.type("\r")
    // The line is there again, and goes on where it was.
    try terminal.wait(for: "print 2")
    terminal.type("1\r")
    try terminal.wait(for: "21\n")
  }

  @Test func aSignalThatEndsTheProgramLeavesAUsableTerminal() throws {
    let terminal = try open()
    #expect(!terminal.isInUsualMode)
    terminal.send(SIGTERM)
    #expect(try terminal.waitForEnd() == -SIGTERM)
    #expect(terminal.isInUsualMode)
  }

  @Test func tabCompletesCommandsAndLegalValues() throws {
    let terminal = try open()
    terminal.type("data bl\t")
    try terminal.wait(for: "data blobs ")
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    terminal.type("netw\t")
    try terminal.wait(for: "network ")
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    // One Tab shows what is possible.
    terminal.type("activation s\t")
    let shown = try terminal.wait(for: Terminal.prompt)
    #expect(shown.contains("selu"))
    #expect(shown.contains("sigmoid"))
  }

  @Test func aBlockContinuesUntilItIsClosed() throws {
    let terminal = try open()
    terminal.type("for a in [1, 2] {\r")
    try terminal.wait(for: "… ")
    terminal.type("print a * 10\r")
    try terminal.wait(for: "… ")
    #expect(try terminal.enter("}").contains("10\n20\n"))
    // Ctrl-C gives the block up.
    terminal.type("repeat 3 {\r")
    try terminal.wait(for: "… ")
    terminal.type("\u{03}")
    #expect(try terminal.wait(for: Terminal.prompt).contains("^C"))
    #expect(try terminal.enter("print 3").contains("3\n"))
  }

  @Test func aPastedTranscriptRunsLineByLine() throws {
    let terminal = try open()
    terminal.paste("› let a = 4\n› for i in 1..2 {\n…   print a * i\n… }\n4\n8\n› print a + 100\n104")
    terminal.type("\r")
    try terminal.wait(for: "\n4\n8\n")
    try terminal.wait(for: "\n104\n")
    #expect(try terminal.wait(for: Terminal.prompt).contains("there is no") == false)
  }

  @Test func theStartupFileRunsAtThePromptAlone() throws {
    try home.write("let a = 12\n", to: ".config/descent/startup")
    #expect(try open().enter("print a + 1").contains("13\n"))
    #expect(try !open(["--no-rc"]).enter("print a + 1").contains("13\n"))
    let batch = try Terminal(["-c", "print a + 1"], home: home)
    #expect(try batch.waitForEnd() != 0)
    #expect(!batch.screen.contains("13\n"))
  }

  @Test func inputrcIsHonouredUnderTheProgramsName() throws {
    let settings = try home.write(
      "$if descent\n\"\\C-t\": \"print 41\"\n$endif\n$if bash\n\"\\C-t\": \"print 40\"\n$endif\n",
      to: "inputrc")
    let terminal = try open([], ["INPUTRC": settings])
    #expect(try terminal.enter("\u{14}").contains("41"))
  }

  @Test func thePromptIsColouredUnlessToldOtherwise() throws {
    #expect(try open().received.contains("\u{1B}[36m"))
    #expect(try !open([], ["NO_COLOR": "1"]).received.contains("\u{1B}[36m"))
    #expect(try !open([], ["TERM": "dumb"]).received.contains("\u{1B}["))
  }

  @Test func staysAfterScriptsIfAsked() throws {
    let terminal = try open(["-i", "-c", "let a = 3"])
    #expect(!terminal.screen.contains("lab for"))
    #expect(try terminal.enter("print a").contains("3\n"))
  }

  @Test func aNewWindowSizeCounts() throws {
    let terminal = try Terminal(home: home, columns: 60)
    try terminal.wait(for: Terminal.prompt)
    let narrow = try terminal.enter("help")
    #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 60 })
    terminal.resize(columns: 100)
    let wide = try terminal.enter("help")
    #expect(wide.split(separator: "\n").contains { $0.count > 60 })
  }
}
