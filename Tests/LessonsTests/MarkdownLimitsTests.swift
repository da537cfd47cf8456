import Basis
import Lessons
import Testing

/// Pages made to keep a Markdown parser busy for minutes are turned away before it sees them.
@Suite struct MarkdownLimitsTests {
  private static let walls = [
    String(repeating: "![[]()", count: 20_000),
    "|" + String(repeating: "a|", count: 33) + "\n|" + String(repeating: "-|", count: 33) + "\n|x\n",
    String(repeating: "a\n\n", count: 3_000),
    String(repeating: "words and words\n\n", count: 8_000),
  ]

  @Test(arguments: walls)
  func aPageBeyondTheLimitsIsShownUnread(wall: String) {
    let blocks = Markdown.blocks(wall)
    guard blocks.count == 1, case .code(_, let text) = blocks[0] else {
      Issue.record("one block of code expected, got \(blocks.count) blocks")
      return
    }
    #expect(wall.hasPrefix(text))
  }

  @Test func aLessonBeyondTheLimitsIsAProblemAtItsLine() {
    let problem = #expect(throws: Problem.self) { try Samples.lesson("Text.\n\n" + Self.walls[0]) }
    #expect(problem?.message.hasPrefix("Lessons/01-counting.md:11:1: ") == true)
    let large = #expect(throws: Problem.self) {
      try Samples.lesson(String(repeating: String(repeating: "x", count: 4000) + "\n\n", count: 60))
    }
    #expect(large?.kind == .malformed)
  }

  @Test func aPageAtTheLimitsIsRead() {
    let row = "|" + String(repeating: "a|", count: 32) + "\n"
    let table = row + "|" + String(repeating: "-|", count: 32) + "\n" + row
    guard case .table? = Markdown.blocks(table).first else {
      Issue.record("a table expected")
      return
    }
    #expect(Markdown.blocks(String(repeating: "word ", count: 1600)).count == 1)
  }
}
