import Basis
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct ScriptTests {
  static let judged = """
    data digits
    network
    layer dense 50 sigmoid count=10
    layer dense 10
    gradients
    activation relu
    init he
    gradients
    train 10
    expect accuracy(test) > 0.9
    """

  @Test(arguments: [42, 1, 2, 3, 4, 5]) func theFirstSessionOfAllLearnsTheDigits(seed: UInt64) {
    let test = TestLab { $0.seed = seed }
    #expect(test.run(ScriptTests.judged) == 0, "\(test.output.said)")
    #expect(test.output.written.contains("Vanishing"))
    #expect(test.output.written.contains("Even"))
  }

  @Test func anImpossibleExpectationIsFailureOne() {
    let test = TestLab("data digits; network; layer dense 10")
    #expect(test.run("expect accuracy(test) > 1") == 1)
    #expect(test.output.said.contains("accuracy(test) is "))
  }

  @Test func aMisspeltCommandNamesPlaceAndWord() {
    let test = TestLab()
    #expect(test.lab.run(bytes: Array("data digits\n  netwrok\n".utf8), origin: "stdin") == 2)
    #expect(test.output.said.contains("stdin:2:3"))
    #expect(test.output.said.contains("Did you mean \"network\"?"))
  }

  @Test func aBrokenScriptRunsNothing() {
    let test = TestLab()
    #expect(test.run("data digits\nlet = 3") == 65)
    #expect(test.lab.state.data == nil)
  }

  @Test func theWorstCodeCounts() {
    let test = TestLab()
    let source = SourceText("expect 1 > 2\nbogus\nexpect 1 > 2\nprint 1")
    #expect(test.lab.run(source: source, keepGoing: true) == 2)
    #expect(test.output.written == "1\n")
  }

  @Test(arguments: [1, 2]) func aSavedScriptLeadsToTheSameBits(threads: Int) throws {
    let scratch = try Scratch()
    let first = TestLab()
    let session = """
      seed 7
      data spirals count=300
      network
      let width = 12
      layer dense width tanh count=2
      layer dense 30 relu
      undo
      layer dense 2
      for a in [elu, selu] { activation a; train 2 }
      bn on
      dropout 0.2
      clip norm 1
      optimizer adam lr=0.003
      train 3 batch=16
      gradients
      step 5
      """
    #expect(first.run(session) == 0, "\(first.output.said)")
    let file = scratch.path + "/net.descent"
    #expect(first.run("save script \"\(file)\"") == 0, "\(first.output.said)")
    let second = TestLab { $0.threads = threads }
    #expect(second.run("run \"\(file)\"") == 0, "\(second.output.said)")
    #expect(second.lab.state.model?.digest == first.lab.state.model?.digest)
  }

  @Test func aPastedSessionRuns() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "› data iris\niris: 150 irises …\n› network\n› layer dense 3\n", to: "pasted.txt")
    let test = TestLab()
    #expect(test.run("run \"\(file)\"") == 0, "\(test.output.said)")
    #expect(test.lab.state.model?.network.blocks.count == 1)
  }

  @Test func aScriptThatRunsItselfEnds() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/loop.descent"
    _ = try scratch.write("run \"\(file)\"\n", to: "loop.descent")
    let test = TestLab()
    #expect(test.run("run \"\(file)\"") == 2)
    #expect(test.output.said.contains("run itself"))
  }

  @Test func nothingIsReplacedByAccident() throws {
    let scratch = try Scratch()
    let file = try scratch.write("precious", to: "mine.txt")
    let test = TestLab("data iris")
    #expect(test.run("save script \"\(file)\"") == 2)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    #expect(test.run("save script \"\(file)\" overwrite=on") == 0)
  }

  @Test func abbreviationsArePromptsAlone() {
    let typed = TestLab(isInteractive: true)
    #expect(typed.run("dat iris; netw; lay dense 3") == 0, "\(typed.output.said)")
    #expect(typed.lab.state.script == ["data iris", "network", "layer dense 3"])
    #expect(TestLab().run("dat iris") == 2)
    #expect(typed.run("s") == 2)
    #expect(typed.output.said.contains("could be"))
  }
}
