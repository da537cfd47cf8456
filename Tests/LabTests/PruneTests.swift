import Foundation
import Lab
import NeuralNet
import Testing

@Suite struct PruneTests {
  private static let net = "data digits; network; layer dense 20 relu count=2; layer dense 10; train 2; "

  private static let prepared = TestLab(net).lab.state

  private func lab() -> TestLab {
    let test = TestLab()
    test.lab.state = PruneTests.prepared
    return test
  }

  @Test func prunedWeightsAreCountedAndStayThroughTraining() {
    let test = lab()
    #expect(test.run("prune weights 80%; expect sparsity() == 0.8; train 2; expect sparsity() >= 0.8") == 0)
    // 64·20 + 20·20 + 20·10 = 1880.
    #expect(test.output.written.contains("1,504 of 1,880 weights are zero"), "\(test.output.written)")
    #expect(test.output.written.contains("accuracy"))
    test.run("rewind; expect sparsity() == 0.8; prune off; train 1")
    #expect(test.run("expect sparsity() < 0.1") == 0, "\(test.output.said)")
  }

  @Test func unitsGoWithTheirWeights() {
    let test = lab()
    #expect(test.run("prune units 50% 2; summary") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("layer 2: 20 → 10 units"))
    // 64·20 + 20 + 20·10 + 10 + 10·10 + 10
    #expect(
      test.run("expect parameters == 1620; train 1; gradients; check gradients") == 0, "\(test.output.said)")
    // 64·10 + 10 + 10·10 + 10 + 10·10 + 10
    #expect(test.run("prune units fraction=50% by=random layers=1; expect parameters == 870") == 0)
  }

  @Test(arguments: [
    ("prune weights", "which share?"), ("prune 50%", "prune what?"), ("prune off 50%", "no share"),
    ("prune off", "no weight is pruned"), ("prune units 50% last", "output"),
    ("prune weights 50% by=norm", "by is for units"), ("prune weights 1e-9", "nothing to prune"),
    ("prune units 0.01", "less than one"), ("prune weights 1", "below 1"),
    ("layer dropout 0.1; layer move last 1; prune weights 50% 1", "no weights to prune"),
  ]) func wrongPruningIsExplained(command: String, words: String) {
    let test = lab()
    #expect(test.run(command) == 2)
    #expect(test.output.said.replacing("\n", with: " ").contains(words), "\(test.output.said)")
  }
}
