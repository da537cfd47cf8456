import Lab
import Language
import Testing

/// What a lesson runs is shown as it could be typed, in as many columns as there are.
@Suite struct CodeWrappingTests {
  private static let long =
    "  experiment arms varies seed=1..4 arm=[one, two, three, four] rule=[\"l2 0.01 and some more\", off] { print 1 }"

  @Test(arguments: [40, 44, 61, 80]) func aLongLineIsTheSameProgramInShorterOnes(width: Int) throws {
    let lines = CodeWrapping.lines(CodeWrappingTests.long, width: width)
    #expect(lines.count > 1 && lines.allSatisfy { $0.count <= width }, "\(lines)")
    let program = try Program(parsing: SourceText(lines.joined(separator: "\n")))
    let whole = try Program(parsing: SourceText(CodeWrappingTests.long))
    #expect(program.text == whole.text)
  }

  @Test func behindATextThatIsTooLongLinesAreShortAgain() throws {
    let text = "\"" + String(repeating: "a text ", count: 12) + "\""
    let line = "claim A \(text) max(one.two(three), one.two(four)) < 0.2 in every seed"
    let lines = CodeWrapping.lines(line, width: 60)
    #expect(lines.filter { $0.count > 60 } == ["    \(text) \\"], "\(lines)")
    let program = try Program(parsing: SourceText(lines.joined(separator: "\n")))
    #expect(program.text == (try Program(parsing: SourceText(line))).text)
  }

  @Test(arguments: [
    "print 1", "# " + String(repeating: "word ", count: 40), "print " + String(repeating: "a", count: 90),
    "print \"" + String(repeating: "a b ", count: 30) + "\"",
  ])
  func whatCannotBeBrokenStaysWhole(line: String) {
    #expect(CodeWrapping.lines(line, width: 60).joined(separator: "").replacing(" \\    ", with: " ") == line)
    #expect(CodeWrapping.lines(CodeWrappingTests.long, width: 20) == [CodeWrappingTests.long])
  }
}
