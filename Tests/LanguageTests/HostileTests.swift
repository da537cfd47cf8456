import Basis
import Language
import Testing

struct HostileTests {
  @Test(arguments: [
    ([0x70, 0x00, 0x70], 1, 2), ([0x0A, 0xFF, 0x41], 2, 1), ([0x61, 0x0A, 0xC3, 0xA9, 0xC3, 0x28], 2, 2),
    ([0x80], 1, 1), ([0x61, 0xE2, 0x82], 1, 2), ([0xED, 0xA0, 0x80], 1, 1), ([0x41, 0x00, 0xFF], 1, 2),
  ])
  func binaryFilesAreNamedAsSuch(bytes: [Int], line: Int, column: Int) throws {
    let error = #expect(throws: Diagnostic.self) {
      try SourceText(bytes: bytes.map { UInt8($0) }, origin: "a.bin")
    }
    let problem = try #require(error?.problem)
    #expect(problem.kind == .malformed)
    #expect(problem.message.hasPrefix("a.bin is not a text file"))
    #expect(problem.message.hasSuffix("line \(line), column \(column)"))
    #expect(error?.location == "a.bin:\(line):\(column)")
  }

  @Test func textBytesAreText() throws {
    #expect(try SourceText(bytes: Array("train 1\n".utf8)) == SourceText("train 1\n"))
    #expect(try SourceText(bytes: []).text.isEmpty)
  }

  @Test(arguments: [
    "{", "[", "(", "-", "2^", "f(", "x{", "print [", "print (", "print -", "print 2^", "repeat 1 {", "x a=[",
    "\"", "\\\n", "}", ")", "]",
  ])
  func deepNestingIsAProblemAndNotACrash(part: String) throws {
    let text = "print " + String(repeating: part, count: 100_000)
    for text in [text, String(text.dropFirst(6)), text + "1"] {
      if case .complete(let program) = Completeness(of: text) {
        #expect(program.text.count <= text.count + 1)
      }
      if case .error(let diagnostic) = Completeness(of: text) { checkPlace(diagnostic) }
    }
  }

  @Test func nestingUpToTheLimitWorks() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    }
    #expect(try shown(nested(60)) == "1")
    #expect(diagnostic(of: "print " + nested(70))?.problem.message == "nested more than 64 deep")
    let sum = "print 1" + String(repeating: " + 1", count: 200)
    #expect(try log(of: sum) == ["show 201"])
    #expect(diagnostic(of: sum + String(repeating: " + 1", count: 500_000)) != nil)
  }

  @Test(arguments: [
    "word ", "1 ", "[1, 2] ", "name=value ", "\"text\" ", "(1 + 2) ", "# ", "; ", "\n", "é", "x", "?", "=",
    "'", "1..2 ", "a", "print 1;", "💣",
  ])
  func aMegabyteOnOneLineIsReadWithoutATrap(part: String) {
    let text = "run " + String(repeating: part, count: 1_000_000 / part.utf8.count)
    if case .error(let diagnostic) = Completeness(of: text) {
      // Whatever the line's length, what is shown of it fits the terminal.
      #expect(
        diagnostic.text(width: 80).split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 80 })
    }
    check(text)
  }

  @Test func hugeNumbersAreNotedAndNotTrapped() throws {
    #expect(diagnostic(of: "layer 1e999")?.problem.message == "this number is too large")
    #expect(diagnostic(of: "print 1e999")?.problem.message == "this number is too large")
    #expect(try shown("1e308 * 10") == "inf")
    #expect(diagnostic(of: "print 1..1e300") != nil)
    #expect(diagnostic(of: "print 1..1e308*10") != nil)
    #expect(diagnostic(of: "print round(1, 1e300)") != nil)
    #expect(diagnostic(of: "print mean(0..1e15)") != nil)
    #expect(try shown("length(1..1e14)") == "100000000000000")
  }
}

/// A diagnostic's place must lie inside its text.
func checkPlace(_ diagnostic: Diagnostic) {
  guard let span = diagnostic.problem.span else {
    Issue.record("no place: \(diagnostic.problem.message)")
    return
  }
  #expect(span.end <= diagnostic.source.bytes.count)
}

/// Whatever the text: no trap, a place for every problem, and what can be read can be printed and read again.
func check(_ text: String) {
  do {
    let program = try Program(parsing: text)
    #expect(try Program(parsing: program.text) == program, "\(text.prefix(500).debugDescription)")
  } catch {
    checkPlace(error)
    #expect(!error.text(width: 40).isEmpty)
  }
}
