import Foundation
import Lab
import Testing

@Suite struct MonteCarloTests {
  private static let net =
    "data digits; network; layer dense 64 relu count=2; layer dense 10; dropout 0.2; optimizer adam; train 20; "

  @Test func passesAreComparedWithOneAndSpreadsAreTold() {
    let test = TestLab(MonteCarloTests.net)
    #expect(test.run("evaluate mc=30 validation") == 0, "\(test.output.said)")
    let text = test.output.written
    for word in [
      "validation: 270 samples, 30 passes", "mean of 30 passes", "right", "wrong", "most uncertain",
    ] {
      #expect(text.contains(word), "\(text)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    // Wrong answers and pure noise are doubted more than right answers.
    let claims = [
      "mc.spread(test, 30, wrong) > 1.5 * mc.spread(test, 30, right)",
      "mc.spread(test, 30, noise) > mc.spread(test, 30)", "mc.accuracy(test, 30) > 0.9",
      "mc.loss(test, 30) < 0.5",
    ]
    for claim in claims { #expect(test.run("expect \(claim)") == 0, "\(claim): \(test.output.said)") }
  }

  @Test func numbersHaveASpreadInTheirOwnUnits() {
    let test = TestLab("data diabetes; network; layer dense 20 relu; dropout 0.2; layer dense 1; train 20")
    #expect(test.run("evaluate mc=30; expect mc.spread(test, 30) > 1") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("R²"))
    #expect(test.run("print mc.accuracy(test, 30)") == 2)
    #expect(test.run("print mc.spread(test, 30, wrong)") == 2)
  }

  @Test func withoutDropoutItTeaches() {
    let test = TestLab.smallNet()
    #expect(test.run("evaluate mc=10") == 2)
    #expect(test.output.said.contains("dropout 0.2"), "\(test.output.said)")
    #expect(test.run("dropout 0.2; evaluate mc=1") == 2 && test.run("evaluate mc=1e9") == 2)
  }

  @Test func sameSeedSameNumbersForAnyThreads() {
    let spreads = [1, 2].map { threads in
      let test = TestLab(MonteCarloTests.net, change: { $0.threads = threads })
      test.run("evaluate mc=10 test")
      return test.output.written
    }
    #expect(!spreads[0].isEmpty && spreads[0] == spreads[1])
  }
}
