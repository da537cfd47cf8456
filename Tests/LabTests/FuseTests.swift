import Foundation
import Lab
import NeuralNet
import Testing

@Suite struct FuseTests {
  private static let net =
    "data digits; network; layer dense 20 relu count=3; layer dense 10; bn on; train 2; "

  @Test func fuseKeepsOutputsAndClassesAndSaysSo() {
    let test = TestLab(FuseTests.net)
    #expect(test.run("fuse") == 0, "\(test.output.said)")
    let text = test.output.written.replacing("\n", with: " ")
    // 64·20 + 20 + 2·(20·20 + 20) + 20·10 + 10 = 2350, and 3·2·20 for normalization.
    #expect(text.contains("2,470 → 2,350 parameters"), "\(text)")
    #expect(text.contains("every predicted class is the same"), "\(text)")
    #expect(text.contains("31 repeats") && text.contains("with 95 % confidence"))
    let code = test.run(
      "expect output.change(test) < 1e-3; expect output.agreement(test) == 1; expect output.change(test) > 0")
    #expect(code == 0, "\(test.output.said)")
  }

  @Test func theMeasuredChangeIsThatOfTheLatestChangeOfTheNetwork() {
    let test = TestLab(FuseTests.net)
    // Settings are no change of the network; training is.
    test.run("fuse; set batch=64; optimizer adam")
    #expect(test.run("expect output.change(test) < 1e-3") == 0, "\(test.output.said)")
    #expect(test.run("train 1; expect output.change(test) > 1e-2") == 0, "\(test.output.said)")
    #expect(test.run("expect output.agreement(test) < 1") == 0, "\(test.output.said)")
    #expect(test.run("expect predict.seconds(test) > 0") == 0)
  }

  @Test func whatStandsAfterTheActivationIsNamed() {
    let test = TestLab(FuseTests.net)
    #expect(test.run("bn on after; fuse") == 2)
    #expect(test.output.said.contains("relu") && test.output.said.contains("bn on"), "\(test.output.said)")
    test.run("bn off; fuse")
    #expect(test.output.said.contains("no layer has batch normalization"))
    test.output.clear()
    #expect(test.run("bn on; layer insert 1 batchnorm; fuse") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("Layer 1 keeps its batch normalization: it comes first"))
  }
}
