import Testing

/// Whatever arrives, an answer goes back: an exit code of ours, never a signal.
@Suite struct HostileInputTests {
  static let malformed: [[UInt8]] = [
    [0],
    Array("print 1\0\n".utf8),
    [0xFF, 0xFE, 0x0A],
    [0xC3],
    [0xEF, 0xBB, 0xBF] + Array("{\n".utf8),
    [UInt8](repeating: UInt8(ascii: "("), count: 100_000),
    Array("print \"".utf8),
    Array("\u{1B}[2J\u{7}".utf8),
  ]

  @Test(arguments: malformed)
  func malformedInputIsSaidToBeMalformed(_ input: [UInt8]) throws {
    let outcome = try Program.run([], input: input)
    #expect(outcome.code == 65 || outcome.code == 2, "\(outcome.code)")
    #expect(!outcome.talk.isEmpty)
    #expect(!outcome.talk.contains("\u{1B}"))
  }

  @Test(arguments: ["x", "1", "- ", "print 1 + ", "\"", "é", "let a = 1;"])
  func oneMegabyteOnALineIsAnswered(_ unit: String) throws {
    let outcome = try Program.run(input: String(repeating: unit, count: (1 << 20) / unit.utf8.count))
    #expect(outcome.code >= 0)
    #expect(outcome.lines.allSatisfy { $0.count <= 80 })
  }

  @Test func nothingAtAllIsFine() throws {
    let outcome = try Program.run()
    #expect(outcome.code == 0)
    #expect(outcome.lines.isEmpty)
  }
}
