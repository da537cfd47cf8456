import Basis
import Foundation
import Lab
import Language
import Testing

@Suite struct StateTests {
  static let changing =
    Commands.types.filter { $0.role == .state && !["data", "load"].contains($0.name) }
    .flatMap { $0.description.examples } + ["data iris"]

  @Test func onlyTheOutputLayerIsToldOfSoftmax() {
    let test = TestLab("data digits; network; layer dense 8 relu")
    #expect(test.run("layer dense 10") == 0)
    #expect(test.output.written.contains("softmax is part of the cross-entropy loss"))
    test.output.clear()
    #expect(test.run("layer insert 1 batchnorm") == 0)
    #expect(!test.output.written.contains("softmax"))
  }

  @Test(arguments: [
    "schedule onecycle max=0.3", "optimizer nadam", "network use a-rather-long-name-of-a-teacher",
  ])
  func whatIsChosenFitsTheScreen(command: String) {
    let test = TestLab("data digits; network; optimizer adam lr=0.01 beta1=0.85 beta2=0.99")
    #expect(test.run(command) == 0)
    #expect(test.output.written.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: changing) func undoBringsBackEverythingBitForBit(example: String) {
    let test = TestLab.smallNet()
    test.run("network copy first; \(TestLab.networkPreparation(for: example))optimizer momentum; train 1")
    let before = test.fingerprint
    #expect(test.run(example) == 0, "\(test.output.said)")
    guard test.fingerprint != before else { return }
    test.run("undo")
    #expect(test.fingerprint == before)
  }

  /// Each command with one argument replaced by nonsense of some kind.
  @Test(arguments: changing) func aFailedCommandChangesNothing(example: String) {
    let test = TestLab.smallNet()
    test.run("network copy first; \(TestLab.networkPreparation(for: example))train 1")
    let words = example.split(separator: " ").map(String.init)
    let nonsense = [
      "-1", "1e300", "bogus", "[1, [2]]", "99999999999", "0", "\"\"", "off", "bogus=1", "1..99", "(0/1)",
    ]
    var random = Random(seed: UInt64(example.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude))
    for _ in 0..<40 {
      var mutated = words
      let junk = nonsense[random.index(below: nonsense.count)]
      let place = 1 + random.index(below: words.count)
      if place < words.count { mutated[place] = junk } else { mutated.append(junk) }
      let before = test.fingerprint
      let line = mutated.joined(separator: " ")
      if test.run(line) != 0 {
        #expect(test.fingerprint == before, "\(line)")
      } else if test.fingerprint != before {
        test.run("undo")
        #expect(test.fingerprint == before, "undo of \(line)")
      }
    }
  }

  @Test func whatFailsHalfWayIsUndoneWhole() {
    let test = TestLab.smallNet()
    let before = test.fingerprint
    #expect(throws: Problem.self) {
      try test.lab.allOrNothing {
        test.lab.state.batch = 7
        test.lab.state.model?.epochs = 99
        throw Problem("half-way")
      }
    }
    #expect(test.fingerprint == before)
  }

  @Test func aLoopThatFailsKeepsItsFinishedRounds() {
    let test = TestLab.smallNet()
    #expect(test.run("for n in [1, 0] { train n }") == 2)
    #expect(test.lab.state.model?.epochs == 1)
  }

  @Test func rewindIsTheNetworkAsFirstDrawn() {
    let test = TestLab.smallNet()
    let fresh = test.lab.state.model?.digest
    test.run("train 1; step 3")
    #expect(test.lab.state.model?.digest != fresh)
    test.run("rewind")
    #expect(test.lab.state.model?.digest == fresh)
    #expect(test.lab.state.model?.samplesOfEpoch == 0)
  }

  @Test func trainingAfterRewindIsTrainingAgain() {
    let test = TestLab(TestLab.small + "; optimizer adam; train 2")
    let once = test.lab.state.model?.digest
    test.run("rewind; train 2")
    #expect(test.lab.state.model?.digest == once)
  }

  @Test func lookingChangesNothing() {
    let test = TestLab.smallNet()
    test.run("train 1")
    let before = test.fingerprint
    for command in [
      "gradients", "activations", "weights", "diagnose", "evaluate", "data", "show 2", "summary", "set",
    ] {
      #expect(test.run(command) == 0)
      #expect(test.fingerprint == before, "\(command)")
    }
    #expect(test.run("undo") == 0)
    #expect(test.lab.state.model?.epochs == 0)
  }
}
