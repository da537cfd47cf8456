import Basis
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct CompletionTests {
  private func complete(_ line: String, _ test: TestLab = TestLab()) -> [String] {
    test.lab.completions(line: line, cursor: line.utf8.count).candidates.map(\.text)
  }

  @Test func commandsAndStatementsComplete() {
    #expect(complete("lay") == ["layer"])
    #expect(complete("pri") == ["print"])
    #expect(complete("data digits; netw") == ["network"])
  }

  @Test func itemsCompleteFromTheirFamilies() {
    #expect(complete("layer den") == ["dense"])
    #expect(complete("layer dense 50 leaky") == ["leaky-relu"])
    #expect(complete("activation mi") == ["mish"])
    #expect(complete("clip o") == ["off"])
    #expect(complete("layer rem") == ["remove"])
  }

  @Test func settingsOfTheItemAndOfTheCommandComplete() {
    #expect(complete("optimizer adam be") == ["beta1=", "beta2="])
    #expect(Set(complete("layer dense 50 elu ")).isSuperset(of: ["alpha=", "init=", "count="]))
    #expect(!complete("layer dense 50 elu alpha=1 ").contains("alpha="))
  }

  @Test func legalValuesComplete() {
    #expect(complete("layer dense 5 init=orth") == ["orthogonal"])
    #expect(complete("init glorot distribution=u") == ["uniform"])
    #expect(complete("bn on b") == ["before"])
    #expect(complete("show part=va") == ["validation"])
  }

  @Test func dataSetsComplete() {
    #expect(Set(complete("data ")).isSuperset(of: ["digits", "iris", "spirals", "csv"]))
    #expect(complete("data spirals tu") == ["turns="])
  }

  @Test func measurementsCompleteInExpressions() {
    #expect(complete("print accu") == ["accuracy("])
    #expect(complete("print accuracy(te") == ["test"])
    #expect(complete("expect gradient.m") == ["gradient.max(", "gradient.mean("])
    #expect(complete("let x = epo") == ["epochs", "epochs.below(", "epochs.to("])
  }

  @Test func fileNamesComplete() throws {
    let scratch = try Scratch()
    _ = try scratch.write("", to: "my data.csv")
    _ = try scratch.write("", to: "net.descent")
    #expect(complete("run \(scratch.path)/ne") == ["\(scratch.path)/net.descent"])
    #expect(complete("data csv \"\(scratch.path)/my") == ["\(scratch.path)/my data.csv\""])
  }

  /// Whatever is completed after `NAME ` must be a word that this command knows, even if more has to follow.
  @Test(arguments: Commands.types.filter { $0.role == .state || $0.name == "help" }.map { $0.name })
  func anythingCompletedIsUnderstood(name: String) {
    let test = TestLab.smallNet()
    for word in complete(name + " ", test) where !word.hasSuffix("=") {
      let before = test.lab.state
      test.output.clear()
      test.run("\(name) \(word)")
      let said = test.output.said.replacing("\n", with: " ")
      #expect(!said.contains("there is no") && !said.contains("must be"), "\(name) \(word): \(said)")
      test.lab.state = before
    }
  }

  @Test(arguments: [
    "", " ", "\"", "layer dense 50 elu alpha=", "print (", "🙂", "{ ", "data csv ~/", "x = ", "# lay",
  ])
  func halfALineIsNoTrouble(line: String) {
    for cursor in 0...line.utf8.count + 2 {
      let found = TestLab().lab.completions(line: line, cursor: cursor)
      #expect(found.start <= found.end)
    }
  }
}
