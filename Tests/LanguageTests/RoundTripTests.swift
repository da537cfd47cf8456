import Language
import Testing

struct RoundTripTests {
  @Test(arguments: Corpus.statements + [Corpus.program, "", "# only a comment", "\n\n;;\n"])
  func printedProgramsReadBackAsThemselves(text: String) throws {
    let program = try Program(parsing: text)
    let again = try Program(parsing: program.text)
    #expect(again == program)
    #expect(again.text == program.text)
  }
}
