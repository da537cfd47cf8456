import Basis
import Foundation
import Lab
import Language
import Testing

@Suite struct SweepTests {
  private static let net = "data iris; network; layer dense 6 relu; layer dense 3"

  @Test func aSweepForksTheLabAndLeavesItAlone() {
    let test = TestLab(SweepTests.net)
    let before = test.fingerprint
    #expect(test.run("sweep activation=[sigmoid, relu] seed=1..2 { train 1 }") == 0, "\(test.output.said)")
    #expect(test.fingerprint == before)
  }

  /// What a sweep measures is what the same commands give by hand with that seed.
  @Test(arguments: [
    ("activation=[tanh]", "activation tanh", "tanh"), ("lr=[0.2]", "optimizer lr=0.2", "0.2"),
    ("optimizer=[\"adam lr=0.01\"]", "optimizer adam lr=0.01", "\"adam lr=0.01\""),
    ("batch=[5]", "set batch=5", "5"), ("bn=[on]", "bn on", "on"),
    ("init=[orthogonal]", "init orthogonal", "orthogonal"),
  ])
  func everySettingIsApplied(setting: String, command: String, value: String) {
    let swept = TestLab(SweepTests.net)
    #expect(
      swept.run("sweep \(setting) seed=3 { train 2; measure bits = digest }") == 0, "\(swept.output.said)")
    swept.output.clear()
    swept.run("print sweep.bits(\(value))")
    let byHand = TestLab(SweepTests.net + "; \(command); train 2") { $0.seed = 3 }
    byHand.run("print digest")
    #expect(swept.output.written == byHand.output.written)
    let plain = TestLab(SweepTests.net + "; train 2") { $0.seed = 3 }
    plain.run("print digest")
    #expect(swept.output.written != plain.output.written, "\(command) changes something")
  }

  @Test func variablesOfTheBlockAreSwept() {
    let test = TestLab(SweepTests.net + "; let half = 0.5")
    #expect(test.run("sweep n=[1, 3] { repeat n { train 1 }; measure e = epochs; measure h = half }") == 0)
    test.output.clear()
    test.run("print sweep.e(1), sweep.e(3), sweep.h(3)")
    #expect(test.output.written == "1  3  0.500\n")
  }

  @Test func theSeedIsTheSweepsWhateverTheScriptSays() {
    let test = TestLab("seed 9; \(SweepTests.net); set seed=8 batch=16")
    #expect(test.run("sweep lr=[0.1] seed=1..2 { measure s = seed; measure b = batch }") == 0)
    test.output.clear()
    test.run("print sweep.s(0.1), sweep.b(0.1)")
    #expect(test.output.written == "1.50  16\n")
  }

  @Test func numbersArePredictedWithTheirOwnMeasures() {
    let test = TestLab("data diabetes; network; layer dense 4 relu; layer dense 1")
    test.run("sweep lr=[0.01, 0.02] { train 1 }")
    #expect(test.output.written.contains("r2") && test.output.written.contains("mse"))
    #expect(test.output.written.contains("One seed cannot tell"))
  }

  @Test(arguments: [
    ("sweep foo=[1] { train 1 }", "nothing here is called foo"), ("sweep { train 1 }", "varies something"),
    ("sweep lr=[0.1]", "needs a block"), ("sweep relu lr=[0.1] { }", "takes no arguments"),
    ("sweep lr=[x] { train 1 }", "lr=x"), ("sweep init=[foo] { train 1 }", "init=foo"),
    ("sweep beta1=[0.5] { train 1 }", "no setting \"beta1\""),
    ("sweep activation=[\"relu; quit\"] { train 1 }", "more than one"),
    ("sweep lr=1..200 batch=1..200 { train 1 }", "more than 10,000"),
  ])
  func mistakesAreExplained(text: String, part: String) {
    let test = TestLab(SweepTests.net)
    #expect(test.run(text) == 2, "\(text)")
    let said = test.output.said.replacing("\n", with: " ")
    #expect(said.contains(part), "\(text): \(said)")
  }
}
