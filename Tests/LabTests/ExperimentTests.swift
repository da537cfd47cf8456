import Basis
import Experiments
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct ExperimentTests {
  static let small = """
    experiment small varies seed=1..3 units=[4, 8] {
      data iris
      network
      layer dense units relu
      layer dense 3
      train 2
      measure bits = digest
      measure acc = accuracy(test)
    }
    """

  private func runs(_ test: TestLab) throws -> [[String: Any]] {
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let result = try #require(object["result"] as? [String: Any])
    return try #require(result["runs"] as? [[String: Any]])
  }

  private func measures(_ test: TestLab) throws -> [String] {
    try runs(test).map { run in
      let measures = try #require(run["measures"] as? [String: Any])
      return measures.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }
  }

  @Test func anArmsRowsAreWhatItMeasured() {
    let test = TestLab()
    test.run(
      """
      experiment e varies arm=[a, b, c] {
        data iris
        if arm == a { measure rows = samples(train) }
        if arm != c { measure all = samples(train) + samples(test) }
      }
      """)
    let rows = test.output.written.split(separator: "\n").filter { $0.contains("rows") || $0.contains("all") }
    #expect(rows.count { $0.contains("127") } == 2 && rows.count { $0.contains("104") } == 1, "\(rows)")
    #expect(rows.count == 4 && rows.count { $0.contains("–") } == 1, "c has measured nothing: \(rows)")
  }

  @Test func oneThreadAndManyGiveTheSameBits() throws {
    let results = try [1, 2, 3].map { threads in
      let test = TestLab(isJSON: true) { $0.threads = threads }
      #expect(test.run(ExperimentTests.small) == 0, "\(test.output.said)")
      return try measures(test)
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    #expect(results[0].count == 6)
    #expect(Set(results[0]).count == 6, "every run has its own seed or size")
  }

  @Test func aRunIsWhatTheSameCommandsGiveAtThePrompt() throws {
    let test = TestLab(ExperimentTests.small)
    let byHand = TestLab(
      "data iris; network; layer dense 8 relu; layer dense 3; train 2"
    ) { $0.seed = 2 }
    let accuracy = byHand.run("let a = accuracy(test)")
    #expect(accuracy == 0)
    test.run(
      "experiment one varies seed=2 { data iris; network; layer dense 8 relu; layer dense 3; train 2; measure bits = digest }"
    )
    test.output.clear()
    test.run("print one.bits")
    byHand.run("print digest")
    #expect(test.output.written == byHand.output.written.split(separator: "\n").last.map { $0 + "\n" })
  }

  @Test func theLabOutsideIsNeitherSeenNorTouched() throws {
    let test = TestLab("data digits; network; layer dense 10; let units = 7; optimizer adam; set batch=5")
    let before = test.fingerprint
    #expect(test.run("experiment e { measure n = batch; measure r = learning.rate; measure s = seed }") == 0)
    #expect(test.fingerprint == before)
    test.output.clear()
    test.run("print e.n, e.r, e.s")
    #expect(test.output.written == "32  0.0500  42\n")
    #expect(test.run("experiment f { measure x = units }") == 0, "a word, not the number outside")
    test.output.clear()
    test.run("print f.x")
    #expect(test.output.written == "units\n")
    #expect(test.run("experiment g { measure n = layers }") == 2, "there is no network inside")
  }

  @Test func whatWasMeasuredCanBeUsedLaterInTheBlock() {
    let test = TestLab(
      """
      experiment e varies seed=1..3 {
        data iris; network; layer dense 3
        measure twice = seed * 2
        measure dense = twice + 1
        layer dense 3
        expect dense == 2 * seed + 1
        measure accuracy = 7
        measure now = accuracy
      }
      """)
    #expect(test.run("print e.twice, e.dense") == 0, "\(test.output.said)")
    #expect(test.output.written == "4  5\n")
    test.output.clear()
    // A measurement keeps its meaning, whatever was measured under its name.
    #expect(test.run("claim X e.now <= 1 exactly") == 0)
    #expect(test.run("experiment f { measure x = 1; measure y = x(2) }") == 2)
    #expect(test.run("measure x = 1; print x") == 2, "outside there is no run")
  }

  @Test(arguments: [
    ("regularize", "[\"l2 0.01\", \"l1 0.001\"]", ["regularize l2 0.01", "regularize l1 0.001"]),
    ("clip", "[\"norm 2\", \"value 0.5\", off]", ["clip norm 2", "clip value 0.5", "clip off"]),
    (
      "optimizer", "[\"adam lr=0.02 beta1=0.8\", sgd]",
      ["optimizer adam lr=0.02 beta1=0.8", "optimizer sgd"]
    ),
    (
      "schedule", "[\"step factor=0.5 every=2\", \"onecycle max=0.1\"]",
      ["schedule step factor=0.5 every=2", "schedule onecycle max=0.1"]
    ),
    (
      "activation", "[\"elu alpha=0.5\", relu]", ["activation elu alpha=0.5", "activation relu"]
    ),
    ("init", "[\"normal std=0.1\", he]", ["init normal std=0.1", "init he"]),
  ])
  func aQuotedValueBringsItsSettings(command: String, values: String, plain: [String]) {
    let net = "data iris; network; layer dense 4 relu; layer dense 3"
    let end = "train 2; measure d = digest"
    let test = TestLab()
    #expect(
      test.run("experiment e varies seed=1..2 rule=\(values) { \(net); \(command) rule; \(end) }") == 0,
      "\(test.output.said)")
    for (index, line) in plain.enumerated() {
      #expect(test.run("experiment p\(index) varies seed=1..2 { \(net); \(line); \(end) }") == 0)
    }
    for (index, value) in values.dropFirst().dropLast().components(separatedBy: ", ").enumerated() {
      #expect(test.run("claim X e.d(\(value)) == p\(index).d exactly") == 0, "\(value): \(test.output.said)")
    }
  }

  @Test(arguments: [
    ("regularize \"l2 0.01 7\"", "at most 1 argument"), ("regularize \"l2 strong\"", "strength must be"),
    ("regularize \"l3 0.1\"", "no regularizer"), ("optimizer \"adam rate=1\"", "no setting \"rate\""),
    ("optimizer \"adam =\"", "no optimizer"), ("clip \"norm (1 + 1)\"", "no clipping"),
  ])
  func aQuotedValueThatSaysTooMuchIsExplained(command: String, part: String) {
    let test = TestLab("data iris; network; layer dense 3")
    #expect(test.run(command) == 2)
    #expect(test.output.said.replacing("\n", with: " ").contains(part), "\(command): \(test.output.said)")
  }

  @Test func runsWithoutANumberAreCountedAndLeftOut() {
    let test = TestLab(width: 120)
    test.run(
      "experiment e varies seed=1..4 k=[1, 2] { measure x = seed + exp(1000 * (seed - 3) * k); measure y = seed }"
    )
    let text = test.output.written
    #expect(
      text.contains(
        "Runs that gave NaN or ∞, and are left out of the figures above: x(1) 1 of 4 and x(2) 1 of 4."))
    // 1, 2 and 3 + 1 are left: their mean is 7/3.
    #expect(text.contains("2.33"), "\(text)")
    let whole = TestLab("experiment e varies seed=1..4 { measure x = seed }")
    #expect(!whole.output.written.contains("left out"))
  }

  @Test func nothingLeaksFromSeedToSeed() {
    let test = TestLab("experiment e varies seed=1..4 { let x = seed; measure m = x; let y = 1 }")
    #expect(test.run("experiment f varies seed=1..4 { measure m = y }") == 0)
    test.output.clear()
    test.run("print f.m")
    #expect(test.output.written == "y\n")
  }

  @Test func theFailingSeedNamesItselfWhateverTheThreads() {
    for threads in [1, 4] {
      let test = TestLab { $0.threads = threads }
      #expect(test.run("experiment e varies seed=1..6 k=[1, 2] { expect seed + k < 6 }") == 1)
      #expect(test.output.said.contains("seed 5, k=1: expected"), "\(test.output.said)")
      #expect(test.run("print e.m") != 0, "a failed experiment leaves nothing")
    }
  }

  @Test func experimentsStopWhenAsked() {
    let test = TestLab { $0.isInterrupted = { true } }
    // The statement itself asks first, so the question is put to an experiment in a loop of its own.
    #expect(
      test.run("experiment e varies seed=1..500 { data digits; network; layer dense 10; train 500 }") == 130)
  }

  @Test(arguments: [
    ("experiment a { measure x = 1; measure x = 2 }", "measured twice"),
    ("experiment a { experiment b { } }", "inside an experiment"),
    ("experiment a { claim X b.x > 1 }", "stands outside"),
    ("experiment a { sweep lr=[1] { } }", "inside an experiment"),
    ("experiment a { lesson 1 }", "inside an experiment"),
    ("experiment a { quit }", "inside an experiment"),
    ("experiment a { save script x.descent }", "inside an experiment"),
    ("experiment { }", "needs a name"),
    ("experiment gradient { }", "none that measurements begin with"),
    ("experiment a seed=1..2 { }", "behind \"varies\""),
    ("experiment a changes seed=1..2 { }", "says what it varies"),
    ("experiment a varies seed=[1, 1] { }", "twice"),
    ("experiment a varies seed=[-1] { }", "whole number"),
    ("experiment a varies seed=[1.5] { }", "whole number"),
    ("experiment a varies seed=[x] { }", "whole number"),
    ("experiment a varies k=[] { }", "no values"),
    ("experiment a varies k=1..99999999999 { }", "more than 10,000"),
    ("experiment a varies k=1..200 j=1..200 { }", "more than 10,000"),
    ("experiment a varies k=1..3", "needs a block"),
    ("measure x = 3", "inside an experiment"),
  ])
  func mistakesAreExplained(text: String, part: String) {
    let test = TestLab(text)
    let again = TestLab()
    #expect(again.run(text) == 2, "\(text)")
    let said = again.output.said.replacing("\n", with: " ")
    #expect(said.contains(part), "\(text): \(said)")
    #expect(test.lab.worstCode == 2)
  }

  @Test func seedsFromOutsideReplaceThoseListed() {
    let one = TestLab { $0.seeds = .count(1) }
    one.run("experiment e varies seed=3..5 { measure m = seed }; print e.m")
    #expect(one.output.written.hasSuffix("\n3\n"))
    let others = TestLab { $0.seeds = .list([7, 9]) }
    others.run("experiment e varies seed=3..5 { measure m = seed }; print e.m")
    #expect(others.output.written.hasSuffix("\n8\n"))
  }

  @Test func trainedRunsAreKeptWithTheirExperiment() throws {
    let gatherer = RunGatherer()
    let test = TestLab { $0.recorder = gatherer }
    #expect(test.run(ExperimentTests.small) == 0)
    #expect(gatherer.runs.count == 6)
    let trials = try gatherer.runs.map { try #require($0.trial) }
    #expect(Set(trials.map(\.study)).count == 1)
    #expect(trials.map(\.arm) == ["4", "4", "4", "8", "8", "8"])
    #expect(gatherer.runs.map(\.seed) == [1, 2, 3, 1, 2, 3])
    #expect(gatherer.runs.allSatisfy { $0.measures.map(\.name) == ["acc"] })
  }

  /// More epochs up to a mark are not better, and of a number that may mean anything nobody knows.
  @Test(arguments: [("to", false), ("size", false), ("loss", true), ("acc", true)])
  func onlyWhatIsKnownToBeBetterIsCalledBest(measure: String, isKnown: Bool) throws {
    let scratch = try Scratch()
    let test = TestLab("experiment e varies seed=1..2 n=[1, 2] { data iris; measure \(measure) = n }")
    try #require(test.run("report \"\(scratch.path)/a.md\"") == 0, "\(test.output.said)")
    let page = try String(contentsOfFile: scratch.path + "/a.md", encoding: .utf8)
    #expect(page.contains(measure == "loss" ? "1 best" : "2 best") == isKnown, "\(page)")
  }
}
