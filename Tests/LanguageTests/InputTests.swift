import Basis
import Language
import Testing

struct CompletenessTests {
  @Test(arguments: [
    "for a in [relu] {", "for a in [relu] {\n train 1", "let x = [1,", "let x = (1 +", "print \"abc",
    "print 'a\\",
    "layer dense \\", "layer dense \\\n", "train 1 \\  \n", "x { y {\n}", "f [", "print f(", "x { y; # }",
  ])
  func openPartsAskForMore(text: String) { #expect(Completeness(of: text) == .needsMore) }

  @Test(arguments: [
    "", "train 1", "for a in [relu] {\n}", "# only", "x { }\n", "layer dense \\\n\n", "print \"{\"",
  ])
  func wholeInputIsComplete(text: String) throws {
    #expect(Completeness(of: text) == .complete(try Program(parsing: text)))
  }

  @Test(arguments: ["let x", "let x =", "}", "x ]", "for a in [relu] {\n let = 3\n", "print 1 +", "x [1 2"])
  func wrongInputIsReportedAtOnce(text: String) {
    guard case .error(let diagnostic) = Completeness(of: text) else {
      Issue.record("\(text) is not reported")
      return
    }
    checkPlace(diagnostic)
  }
}

struct TranscriptTests {
  @Test func promptsGoAndOutputsBecomeEmptyLines() {
    let pasted = """
      Descent 0.1
      › data digits
      digits: 1,797 handwritten digits
      › for a in [relu] {
      … train 1
      …
      … }
      epoch 1/1
      … loss 0.3
      ›
      › gradients # all
      """
    #expect(
      Transcript.strip(pasted).split(separator: "\n", omittingEmptySubsequences: false) == [
        "", "data digits", "", "for a in [relu] {", "train 1", "", "}", "", "", "", "gradients # all",
      ])
  }

  @Test(arguments: ["", "train 1\n", "print \"a › b\"", "›x", "a\r\nb"])
  func otherTextStaysAsItIs(text: String) {
    #expect(!Transcript.isTranscript(text))
    #expect(Transcript.strip(text) == text)
  }
}

struct CursorContextTests {
  private typealias Argument = CursorContext.WrittenArgument

  private func at(_ text: String) -> CursorContext { CursorContext(leftOf: text) }

  @Test(arguments: [
    ("", ""), ("la", "la"), ("x 1; la", "la"), ("x\n  la", "la"), ("for a in [b] { la", "la"),
    ("x { y }; ", ""),
  ])
  func aStatementStartsWithAVerb(text: String, prefix: String) {
    #expect(at(text).place == .verb)
    #expect(at(text).prefix == prefix)
    #expect(at(text).start == text.utf8.count - prefix.utf8.count)
  }

  @Test func argumentsKnowWhatStandsBeforeThem() {
    #expect(at("layer ").place == .argument(of: "layer", after: []))
    #expect(
      at("layer dense 50 re").place
        == .argument(of: "layer", after: [Argument(text: "dense"), Argument(text: "50")]))
    #expect(at("layer dense 50 re").prefix == "re")
    #expect(
      at("x lr=0.1 [1, 2] (3 + 4) \"a b\" q").place
        == .argument(
          of: "x",
          after: [
            Argument(name: "lr", text: "0.1"), Argument(text: "[1,2]"), Argument(text: "(3+4)"),
            Argument(text: "\"a b\""),
          ]))
    #expect(at("activation relu [1, ").place == .argument(of: "activation", after: [Argument(text: "relu")]))
    #expect(at("layer \\\n den").place == .argument(of: "layer", after: []))
  }

  @Test(arguments: ["layer dense init=", "layer dense init=h", "layer dense init = h", "layer dense init=[h"])
  func valuesKnowTheirSetting(text: String) {
    #expect(at(text).place == .value(setting: "init", of: "layer", after: [Argument(text: "dense")]))
  }

  @Test(arguments: [
    "print acc", "print 2*acc", "let x = acc", "expect 1 < acc", "train (acc", "train epochs=(1 + acc",
    "print (1, acc", "repeat acc",
    "for a in acc", "print 1..acc", "measure m = acc", "layer dense (acc", "for a in (acc",
  ])
  func expressionsAreRecognized(text: String) {
    #expect(at(text).place == .expression)
    #expect(at(text).prefix == "acc")
  }

  @Test func callsListsCommentsAndStringsAreRecognized() {
    #expect(at("print accuracy(te").place == .call(of: "accuracy"))
    #expect(at("train (2 * gradient.mean(la").place == .call(of: "gradient.mean"))
    #expect(at("for a in [relu, el").place == .list)
    #expect(at("for a in [relu, el").prefix == "el")
    #expect(at("layer # de").place == .nothing)
    #expect(at("let na").place == .nothing)
    let path = at("load \"my fi")
    #expect(path.place == .argument(of: "load", after: []))
    #expect(path.prefix == "my fi")
    #expect(path.quote == "\"")
    #expect(path.start == 6)
  }
}
