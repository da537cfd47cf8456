import Lab
import Testing

@Suite struct PretrainTests {
  private static let net =
    "data digits; network; layer dense 20 leaky-relu slope=0.2; layer dense 12 relu; layer dense 10; "

  @Test(arguments: [
    ("pretrain autoencoder epochs=2", "reconstruction > 0.1"),
    ("pretrain autoencoder epochs=2 mode=stacked", "reconstruction < 2"),
    ("pretrain gan steps=10", "discriminator.accuracy <= 1"),
    ("pretrain pairs steps=30", "pair.accuracy > 0.5"),
  ]) func eachTeachesTheHiddenLayersAndTellsHowWell(command: String, expectation: String) {
    let test = TestLab(PretrainTests.net + "let w = weight.norm(3)")
    let before = test.fingerprint
    let code = test.run(
      "\(command); expect \(expectation); expect weight.norm(3) == w; expect moved(1) == 0; expect epochs == 0"
    )
    #expect(code == 0, "\(test.output.said)")
    #expect(test.run("undo") == 0)
    #expect(test.fingerprint == before)
    #expect(test.run("\(command); freeze 1..2; train 1; expect moved(1) == 0; expect moved(3) > 0") == 0)
  }

  @Test func aNetworksPretrainingIsItsOwn() {
    let test = TestLab(PretrainTests.net + "pretrain autoencoder epochs=1; network use b; layer dense 10")
    #expect(test.run("print reconstruction") == 2)
    #expect(test.run("network use main; print reconstruction") == 0)
  }

  @Test func labelsThatAreLeftOutAreNotAskedForAndTheirRowsAre() {
    // The autoencoder sees all rows of the training part whatever split train=… says.
    let few = TestLab(
      PretrainTests.net + "split train=50; pretrain autoencoder epochs=1; let r = reconstruction")
    #expect(few.run("expect r > 0; set batch=50; train 1; expect steps == 1") == 0, "\(few.output.said)")
    #expect(few.lab.state.training.samples == 1257 + 50)
  }

  @Test(arguments: [
    ("pretrain", "which question"), ("pretrain nothing", "pretrainer"),
    ("pretrain autoencoder layers=2..3", "layer 1"),
    ("pretrain autoencoder layers=9", "no layer 9"), ("pretrain gan steps=0", "steps"),
    ("pretrain pairs batch=1", "batch"),
    ("layer remove 1..2; pretrain gan", "output layer"), ("freeze 1..2; pretrain autoencoder", "frozen"),
    ("data iris; pretrain autoencoder", "numbers a sample"), ("network; pretrain gan", "no layers"),
    ("data diabetes; network; layer dense 5 relu; layer dense 1; pretrain pairs", "needs classes"),
  ]) func whatCannotBeIsExplained(command: String, words: String) {
    let test = TestLab(PretrainTests.net)
    #expect(test.run(command) == 2)
    let said = test.output.said.replacingOccurrences(of: "\n", with: " ")
    #expect(said.contains(words), "\(said)")
  }

  @Test func interruptionLeavesTheNetworkAsItWas() {
    var calls = 0
    let test = TestLab.smallNet {
      $0.isInterrupted = {
        calls += 1; return calls > 30
      }
    }
    let before = test.fingerprint
    #expect(test.run("pretrain gan") == 130)
    #expect(test.fingerprint == before)
  }
}
