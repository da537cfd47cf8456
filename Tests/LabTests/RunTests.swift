import Basis
import Experiments
import Foundation
import Lab
import TestSupport
import Testing

/// Every training is a run: described so that it can be repeated, and kept without getting in the way.
@Suite struct RunTests {
  private func runs(_ test: TestLab) throws -> [RunRecord] {
    try test.lab.runLog.runs(try test.lab.runLog.numbers(RunFilter())).reversed()
  }

  @Test func aRunSaysWhatWasTrainedAndHow() throws {
    let test = TestLab.smallNet()
    test.run("clip norm 1; optimizer adam lr=0.01; train 3 batch=64")
    let run = try #require(try runs(test).first)
    let expected = [
      "data": "digits", "network": "3 × dense 8 relu · dense 10", "activation": "1–3 relu", "init": "glorot",
      "loss": "cross-entropy", "optimizer": "adam lr=0.01", "clip": "norm 1", "schedule": "off",
      "batch": "64",
      "epochs": "3",
    ]
    for (key, value) in expected {
      let found = run.setting(key)
      #expect(found == value || key == "activation" && found == "relu", "\(key) is \(found ?? "missing")")
    }
    #expect(run.seed == 42 && run.epochs.map(\.number) == [1, 2, 3] && run.layers.count == 4)
    #expect(run.digest == test.lab.state.model?.digest)
    #expect(run.test?.accuracy != nil && run.continues == nil)
  }

  @Test func theScriptOfARunRepeatsItToTheLastBit() throws {
    let test = TestLab("data digits; network; layer dense 8 relu; layer dense 10")
    test.run("train 1; set seed=7; dropout 0.2; train 2; rewind; schedule cosine; train 2")
    let last = try #require(try runs(test).last)
    let again = TestLab()
    #expect(again.run(last.script.joined(separator: "\n")) == 0, "\(again.output.said)")
    #expect(again.lab.state.model?.digest == last.digest)
  }

  @Test func whatContinuesARunSaysSo() throws {
    let test = TestLab.smallNet()
    test.run("train 1; train 2; undo; train 1; rewind; train 1; step 3")
    let found = try runs(test)
    try #require(found.count == 4)
    #expect(found[0].continues == nil)
    #expect(found[1].continues == found[0].key)
    // After undo the network is that of the first run again; after rewind that of none.
    #expect(found[2].continues == found[0].key)
    #expect(found[3].continues == nil)
  }

  @Test func reusedWeightsBringTheTimeOfTheirTrainingAlong() throws {
    let test = TestLab("data iris; network; layer dense 8 tanh count=2; layer dense 3", isJSON: true)
    test.run("train 3; train 1; network use second; reuse main; reuse main layers=1")
    try #require(test.run("train 2; train 1") == 0, "\(test.output.said)")
    let found = try runs(test)
    try #require(found.count == 4)
    #expect(found.map { $0.inherited != nil } == [false, false, true, false])
    let spent = found[0].seconds + found[1].seconds
    #expect(found[2].inherited == spent)
    test.output.clear()
    try #require(test.run("compare 2 4 by time") == 0, "\(test.output.said)")
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let rows = try #require((object?["result"] as? [String: Any])?["runs"] as? [[String: Any]])
    let times = Dictionary(
      uniqueKeysWithValues: rows.map { (($0["run"] as? [Int]) ?? [], $0["seconds"] as? Double ?? 0) })
    #expect(abs((times[[2]] ?? 0) - spent) < 1e-9)
    #expect(abs((times[[4]] ?? 0) - spent - found[2].seconds - found[3].seconds) < 1e-9)
    #expect(test.output.written.contains("by reuse"))
  }

  @Test func anArmIsChargedWithItsPretraining() throws {
    let test = TestLab()
    try #require(
      test.run(
        """
        experiment gifts varies seed=1..2 arm=[given, none] {
          data iris
          if arm == given {
            network use first
            layer dense 8 tanh
            layer dense 3
            train 2
            network use second
            reuse first layers=1
          } else {
            network
            layer dense 8 tanh
          }
          layer dense 3
          train 1
        }
        """) == 0, "\(test.output.said)")
    let found = try runs(test)
    #expect(found.count == 4)
    #expect(found.allSatisfy { ($0.inherited != nil) == ($0.trial?.arm == "given") })
    #expect(found.allSatisfy { $0.epochs.count == 1 })
  }

  @Test func aTrainingThatDivergesIsARunAsWell() throws {
    let test = TestLab.smallNet()
    #expect(test.run("optimizer sgd lr=1e6; train 2") == 2)
    #expect(try runs(test).map(\.ending) == [.diverged])
  }

  @Test func anEpochWithoutFiniteLossIsRecordedOnce() throws {
    let test = TestLab("seed 1; data digits; network; layer dense 64 relu count=2 init=he; layer dense 10")
    test.run("optimizer sgd lr=2.56; train 10 batch=1024 divergence=allowed; rewind; optimizer sgd; train 1")
    let found = try runs(test)
    try #require(found.map(\.ending) == [.diverged, .completed], "\(test.output.said)")
    #expect(found[0].epochs.last?.validationLoss?.isFinite != true)
    #expect(found[0].epochs.map(\.number) == Array(1...found[0].epochs.count))
  }

  @Test func recordingChangesNoBit() throws {
    let commands = "train 1; step 3; train 2"
    let one = TestLab.smallNet()
    one.run(commands)
    let other = TestLab.smallNet { $0.recorder = RunGatherer() }
    other.run(commands)
    #expect(one.lab.state.model?.digest == other.lab.state.model?.digest)
  }

  @Test func aStoreThatCannotBeMadeIsSaidOnceAndTrainingGoesOn() throws {
    let scratch = try Scratch()
    let file = try scratch.write("", to: "file")
    let test = TestLab.smallNet { $0.runFolder = file + "/data" }
    #expect(test.run("train 1; train 1; train 1") == 0)
    #expect(test.output.said.components(separatedBy: "not being recorded").count == 2, "\(test.output.said)")
    #expect(test.lab.state.model?.epochs == 3)
    test.output.clear()
    test.lab.close()
    #expect(test.output.said.contains("3 runs were not recorded"))
  }

  @Test func nothingIsOpenedBeforeThereIsSomethingToRecord() throws {
    let scratch = try Scratch()
    let test = TestLab.smallNet { $0.runFolder = scratch.path + "/data" }
    #expect(test.run("gradients; runs; step 2") == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/data"))
    test.run("train 1")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/data/runs.sqlite"))
  }

  @Test func aGathererJoinsTheTrainingsOfTheLastNetwork() throws {
    let gatherer = RunGatherer()
    let test = TestLab.smallNet { $0.recorder = gatherer }
    test.run("train 1; rewind; train 2; train 3")
    let whole = try #require(gatherer.whole)
    #expect(whole.epochs.map(\.number) == [1, 2, 3, 4, 5] && whole.setting("epochs") == "5")
    #expect(whole.digest == test.lab.state.model?.digest)
  }

  @Test func everyLineOfAComparisonFitsTheScreen() {
    let test = TestLab.smallNet()
    test.run(
      "train 2; rewind; optimizer adam lr=0.003; schedule cosine; clip global-norm 1; train 3; rewind; activation elu; train 1"
    )
    for command in [
      "runs", "runs show 2", "compare 1 2", "compare 1..3", "compare by time", "compare last=3 by time",
    ] {
      test.output.clear()
      #expect(test.run(command) == 0, "\(test.output.said)")
      for line in test.output.written.split(separator: "\n") {
        // A script is to be copied as it stands.
        #expect(
          line.count <= 80 || line.contains("script") || line.hasPrefix("optimizer"), "\(command): \(line)")
      }
    }
  }

  @Test func aComparisonSaysWhatDiffersAndNothingElse() {
    let test = TestLab.smallNet()
    test.run("train 1; rewind; optimizer adam; train 1; compare")
    let written = test.output.written
    #expect(written.contains("optimizer  sgd lr=0.05  adam lr=0.001"), "\(written)")
    #expect(!written.contains("\nbatch") && !written.contains("\nnetwork"))
    test.output.clear()
    test.run("rewind; train 1; compare")
    #expect(test.output.written.contains("Settings and seed are the same, and so is every bit"))
  }

  @Test(arguments: [
    ("compare", "needs two runs"), ("compare 1 9", "there is no run 9"), ("compare 0", "numbers of runs"),
    ("compare 1e300", "numbers of runs"), ("compare 1..5000", "numbers of runs"),
    ("runs show 7", "there is no run 7"), ("runs data=digit", "Did you mean \"digits\"?"),
    ("runs delete", "needs the numbers"), ("compare 1 last=3", "either"), ("compare by", "by time"),
  ])
  func wrongInputIsAnsweredWithTheRule(command: String, words: String) {
    let test = TestLab.smallNet()
    test.run("train 1")
    test.output.clear()
    #expect(test.run(command) == 2)
    #expect(test.output.said.replacing("\n", with: " ").contains(words), "\(test.output.said)")
  }

  @Test func exportedTablesQuoteWhatNeedsIt() throws {
    let scratch = try Scratch()
    let test = TestLab.smallNet()
    test.run(
      "train 2; runs export csv \(scratch.path)/a.csv; runs export csv \(scratch.path)/b.csv rows=epochs")
    let table = try String(contentsOfFile: scratch.path + "/a.csv", encoding: .utf8)
    #expect(table.contains("\"train 1,257 · validation 270 · test 270\""))
    let lines = try String(contentsOfFile: scratch.path + "/b.csv", encoding: .utf8).split(separator: "\n")
    #expect(
      lines.count == 3
        && lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 10 })
  }

  /// More runs than letters, but few arms.
  @Test func byTimeTheSeedsOfAnArmAreOneContender() throws {
    let test = TestLab("data digits; network; layer dense 10; train 1", isJSON: true)
    try #require(
      test.run(
        """
        experiment widths varies seed=1..15 n=[2, 4] {
          data iris
          network
          layer dense n tanh
          layer dense 3
          train 1
          measure acc = accuracy(test)
        }
        """) == 0, "\(test.output.said)")
    test.output.clear()
    try #require(test.run("compare by time") == 0, "\(test.output.said)")
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let result = try #require(object?["result"] as? [String: Any])
    let rows = try #require(result["runs"] as? [[String: Any]])
    // The run on other data is left out, and thirty runs are two arms.
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { ($0["run"] as? [Int])?.count == 15 })
    #expect(rows.contains { $0["front"] as? Bool == true })
    let sentences = try #require(result["sentences"] as? [String]).joined(separator: " ")
    for words in [
      "On the front", "Recommended: ", "points", "wall times on this machine", "shared its cores",
    ] {
      #expect(sentences.contains(words), "\(words)")
    }
    #expect(test.run("compare by time last=28") == 0)
    #expect(test.run("compare last=28") == 2)
  }
}
