import Basis
import Foundation
import Lab
import NeuralNet
import TestSupport
import Testing

/// `regularize l2 0.001 layers=1..20`: the choice belongs to the layers and follows them wherever they go.
@Suite struct RegularizedLayersTests {
  private static let net = "data digits; network; layer dense 8 relu count=3; layer dense 10; "

  private func shown(_ commands: String) -> String {
    let test = TestLab(Self.net)
    let code = test.run(commands)
    #expect(code == 0, "\(commands): \(test.output.said)")
    test.output.clear()
    test.run("regularize")
    return test.output.written.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(arguments: [
    ("regularize l2 0.001 layers=1..3", "regularize l2 0.001 layers=1..3"),
    (
      "regularize l2 0.001 layers=[1, 3]; regularize max-norm 3",
      "regularize l2 0.001 layers=[1, 3] · max-norm 3"
    ),
    ("regularize l2 0.001 layers=last", "regularize l2 0.001 layers=4"),
    // The latest word on a regularizer counts, its layers included.
    ("regularize l2 0.001 layers=1; regularize l2 0.01", "regularize l2 0.01"),
    ("regularize l2 0.01; regularize l2 0.001 layers=2..last", "regularize l2 0.001 layers=2..4"),
    // Layers come, go and move.
    ("regularize l2 0.001 layers=1..3; layer dense 10", "regularize l2 0.001 layers=1..3"),
    ("regularize l2 0.001 layers=1..3; layer insert 2 dense 8 relu", "regularize l2 0.001 layers=[1, 3..4]"),
    ("regularize l2 0.001 layers=1..3; layer remove 2", "regularize l2 0.001 layers=1..2"),
    ("regularize l2 0.001 layers=2; layer move 2 3", "regularize l2 0.001 layers=3"),
    ("regularize l2 0.001 layers=2; bn on; dropout 0.1; activation elu", "regularize l2 0.001 layers=2"),
    ("regularize l2 0.001 layers=2; prune units 50% 2", "regularize l2 0.001 layers=2"),
    ("bn on; regularize l2 0.001 layers=2; fuse", "regularize l2 0.001 layers=2"),
    ("regularize l2 0.001 layers=2; freeze 2; rewind; init he", "regularize l2 0.001 layers=2"),
    ("regularize l2 0.001 layers=2; undo", "regularize off"),
    // A copy takes the place of the layer that it replaces.
    (
      "network copy old; regularize l2 0.001 layers=1..2; reuse old layers=1",
      "regularize l2 0.001 layers=1..2"
    ),
    // With the last of its layers it ends, and a new network has other layers.
    ("regularize l2 0.001 layers=2; layer remove 2", "regularize off"),
    ("regularize l2 0.001 layers=2; regularize l1 0.1; network", "regularize l1 0.1"),
    ("regularize l2 0.001 layers=2; network use other", "regularize off"),
    ("regularize l2 0.001 layers=2; network use other; network use main", "regularize l2 0.001 layers=2"),
    ("regularize l2 0.001 layers=2; network copy other; network use other", "regularize l2 0.001 layers=2"),
  ])
  func theChoiceStaysRight(_ commands: String, _ expected: String) {
    #expect(shown(commands) == expected, "\(commands)")
  }

  @Test func whatGoesIsSaid() {
    let test = TestLab(Self.net + "regularize l2 0.001 layers=2")
    test.run("layer remove 2")
    #expect(test.output.written.contains("went with them: l2 0.001"))
    test.run("regularize l1 0.1 layers=1; network")
    #expect(test.output.written.contains("begins without l1 0.1"))
  }

  @Test(arguments: [
    ("regularize l2 0.001 layers=9", "no layer 9"), ("regularize off layers=1", "takes no layers"),
    ("regularize layers=1", "none is named"), ("regularize l2 layers=0", "layers must be"),
    ("layer dropout 0.2; regularize l2 layers=5", "no weights"),
    ("regularize l2 0.001 layer=1", "no setting \"layer\""),
  ])
  func whatIsWrongIsTaught(_ command: String, _ words: String) {
    let test = TestLab(Self.net)
    #expect(test.run(command) == 2)
    #expect(test.output.said.replacing("\n", with: " ").contains(words), "\(test.output.said)")
  }

  @Test func beforeThereAreLayersNoneCanBeChosen() {
    let test = TestLab("data digits; network")
    #expect(test.run("regularize l2 0.001 layers=1") == 2)
    #expect(test.output.said.contains("no layers yet"))
    #expect(TestLab().run("regularize l2 0.001") == 0)
  }

  /// λ so large that nothing else counts: under plain descent each step leaves (1 − 2ηλ) of the chosen weights.
  @Test func onlyChosenLayersShrink() throws {
    let test = TestLab(Self.net)
    test.run(
      "let a = weight.norm(2); let b = weight.norm(4); optimizer sgd lr=0.001; regularize l2 250 layers=2")
    #expect(
      test.run("step 10; expect weight.norm(2) < 0.01 * a; expect abs(weight.norm(4) / b - 1) < 0.1") == 0)
    test.run("train 1")
    #expect(test.output.written.contains("l2 250 layers=2: adds"), "\(test.output.written)")
  }

  @Test func filesKeepTheChoiceOfEveryNetwork() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/net.safetensors"
    let test = TestLab(
      Self.net + "layer remove 1; regularize l2 0.02 layers=1..2; regularize l1 0.1; network use b")
    test.run("layer dense 5 relu; layer dense 10; regularize max-norm 2 layers=1; train 1")
    #expect(test.run("save \"\(file)\"") == 0, "\(test.output.said)")
    let other = TestLab("")
    #expect(other.run("load \"\(file)\"") == 0, "\(other.output.said)")
    #expect(other.fingerprint == test.fingerprint)
    for commands in ["regularize; train 2", "network use main; regularize; train 2; print digest"] {
      test.output.clear()
      other.output.clear()
      test.run(commands)
      other.run(commands)
      let written = other.output.written
      #expect(written.split(separator: "\n").first == test.output.written.split(separator: "\n").first)
      #expect(other.lab.state.model?.digest == test.lab.state.model?.digest)
    }
  }

  @Test func runsAndSummariesTellTheLayers() {
    let test = TestLab(Self.net + "regularize l2 0.001 layers=1..3")
    test.run("summary")
    #expect(test.output.written.contains("regularize l2 0.001 layers=1..3"))
    test.output.clear()
    test.run("sweep regularize=[\"l2 0.1 layers=1..3\", \"l2 0.1\", off] { train 1; measure bits = digest }")
    let rows = test.output.written.split(separator: "\n").filter {
      $0.contains("l2 0.1") || $0.contains("off")
    }
    #expect(rows.count >= 3 && rows[0].contains("layers=1..3"), "\(test.output.written) \(test.output.said)")
  }
}
