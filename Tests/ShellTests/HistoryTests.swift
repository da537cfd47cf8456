import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct HistoryTests {
  let home: Scratch
  static let up = "\u{1B}[A"

  init() throws { home = try Scratch() }

  private func open(_ environment: [String: String] = [:]) throws -> Terminal {
    let terminal = try Terminal(home: home, environment: environment)
    try terminal.wait(for: Terminal.prompt)
    return terminal
  }

  private func leave(_ terminal: Terminal) throws {
    terminal.type("\u{04}")
    _ = try terminal.waitForEnd()
  }

  /// The lines of the file without the times between them.
  private func entries(_ file: String = ".local/state/descent/history") throws -> [Substring] {
    try home.text(file).split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  @Test func linesComeBackInTheNextSession() throws {
    let first = try open()
    try first.enter("print 11")
    try first.enter("for a in [1] {\r}")
    try leave(first)
    let second = try open()
    second.type(HistoryTests.up)
    try second.wait(for: "for a in [1] {\n}")
    second.type(HistoryTests.up)
    try second.wait(for: "print 11")
    second.type("\r")
    try second.wait(for: "\n11\n")
    try second.wait(for: Terminal.prompt)
    second.type("\u{12}for a")
    try second.wait(for: "for a in [1] {")
  }

  @Test func repeatedLinesAndLinesWithALeadingBlankAreLeftOut() throws {
    let terminal = try open()
    for line in ["print 1", "print 1", " print 2", "", "print 3", "print 1"] { try terminal.enter(line) }
    try leave(terminal)
    #expect(try entries() == ["print 1", "print 3", "print 1"])
  }

  @Test func sessionsSideBySideKeepEachOthersLines() throws {
    let (first, second) = (try open(), try open())
    try first.enter("print 1")
    try second.enter("print 2")
    try first.enter("print 3")
    try leave(second)
    try leave(first)
    #expect(try entries() == ["print 1", "print 2", "print 3"])
  }

  @Test func onlyTheUserMayReadIt() throws {
    let terminal = try open()
    try terminal.enter("print 1")
    try leave(terminal)
    let file = home.path + "/.local/state/descent/history"
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(rights == 0o600)
  }

  @Test func environmentMovesLimitsAndDisablesIt() throws {
    let moved = try open(["DESCENT_HISTORY": home.path + "/mine", "DESCENT_HISTSIZE": "2"])
    for number in 1...4 { try moved.enter("print \(number)") }
    try leave(moved)
    try leave(open(["DESCENT_HISTORY": home.path + "/mine", "DESCENT_HISTSIZE": "2"]))
    #expect(try entries("mine") == ["print 3", "print 4"])

    let disabled = try open(["DESCENT_HISTORY": ""])
    try disabled.enter("print 5")
    try leave(disabled)
    #expect(!FileManager.default.fileExists(atPath: home.path + "/.local"))
  }

  @Test func relativeStateFolderIsIgnored() throws {
    let terminal = try open(["XDG_STATE_HOME": "relative"])
    try terminal.enter("print 1")
    try leave(terminal)
    #expect(try entries() == ["print 1"])
  }

  @Test func aHistoryThatCannotBeKeptIsSaidOnce() throws {
    let terminal = try open(["DESCENT_HISTORY": "/dev/null/history"])
    let first = try terminal.enter("print 1")
    let second = try terminal.enter("print 2")
    #expect((terminal.screen).components(separatedBy: "history is not kept").count == 2)
    #expect(first.contains("1\n") && second.contains("2\n"))
  }
}
