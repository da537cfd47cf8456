import Basis
import Language
import Testing

struct ParserTests {
  @Test func blanksCommentsAndContinuationsDoNotMatter() throws {
    let plain = try Program(parsing: "layer dense 50 lr=0.1 in=[1, 2]\nprint (1 + 2), 3")
    let loose = """
      # a network
      layer   dense\t50 \\
        lr = 0.1 in=[ 1 , # first
          2,
        ] ;;

      print (1
        + 2), 3   # sum
      """
    #expect(try Program(parsing: loose) == plain)
    #expect(
      try Program(
        parsing: loose.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
        == plain)
    #expect(try Program(parsing: "\u{FEFF}" + loose.replacing(" ", with: "\u{A0}")) == plain)
  }

  @Test func wordsOfCommandsMayBeFileNames() throws {
    let names = [
      "../a-1/b_2.csv", "~/nets/x.safetensors", "/tmp/a", "run:3", "a@b", "50%x", "*.csv", "1a", "8x8",
      "lr-find", "Zoë.csv", "-x",
    ]
    for name in names {
      let program = try Program(parsing: "load \(name) file=\(name)")
      guard case .command(let command) = program.statements[0].form else {
        Issue.record("no command"); continue
      }
      #expect(command.arguments.map(\.value.node) == [.word(name), .word(name)])
    }
  }

  @Test func aHyphenBetweenLettersBelongsToTheName() throws {
    func node(_ text: String) throws -> Expression.Node? {
      guard case .print(let values) = try Program(parsing: "print " + text).statements[0].form else {
        return nil
      }
      return values[0].node
    }
    #expect(try node("leaky-relu") == .word("leaky-relu"))
    for text in ["n-1", "n - m", "n2-m", "2-m"] {
      guard case .operation(.subtract, _, _) = try node(text) else { Issue.record("\(text)"); continue }
    }
  }

  @Test(arguments: [
    ("layer ?", "help layer"), ("layer dense ?", "help layer dense"), ("?", "help"), ("layer?", "help layer"),
    ("let ?", "help let"), ("for?", "help for"),
  ])
  func aQuestionMarkAsksForHelp(text: String, meaning: String) throws {
    #expect(try Program(parsing: text) == Program(parsing: meaning))
  }

  @Test func stringsKeepTheirText() throws {
    #expect(try shown(#""a\"b'\\\n\t\'""#) == #""a\"b'\\\n\t'""#)
    #expect(try shown("'two \"kinds\"'") == #""two \"kinds\"""#)
    #expect(try shown("\"line\r\nbreak\"") == #""line\nbreak""#)
    #expect(try shown("\"Grüße 漢字 🎈\"") == "\"Grüße 漢字 🎈\"")
  }

  @Test func spansAreThePlacesInTheText() throws {
    let source = SourceText("let r = (1 + 2) * n\nlayer dense 50 init = he { x }")
    let program = try Program(parsing: source)
    #expect(
      program.statements.map { source[$0.span] } == ["let r = (1 + 2) * n", "layer dense 50 init = he { x }"])
    guard case .binding(let name, let product) = program.statements[0].form,
      case .operation(_, let sum, let word) = product.node,
      case .command(let command) = program.statements[1].form
    else {
      Issue.record("another tree")
      return
    }
    #expect(
      [name.span, product.span, sum.span, word.span].map { source[$0] } == [
        "r", "(1 + 2) * n", "(1 + 2)", "n",
      ])
    #expect(command.arguments.map { source[$0.span] } == ["dense", "50", "init = he"])
    #expect(command.block?.map { source[$0.span] } == ["x"])
  }
}
