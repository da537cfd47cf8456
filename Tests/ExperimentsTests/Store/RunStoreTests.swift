import Experiments
import Foundation
import GRDB
import TestSupport
import Testing

/// What is recorded is what is found again, by another lab and by a later version.
@Suite struct RunStoreTests {
  private let folder: Scratch

  init() throws { folder = try Scratch() }

  private func all(_ filter: RunFilter = RunFilter()) throws -> [RunRecord] {
    let log = RunLog(folder: folder.path)
    return try log.runs(try log.numbers(filter))
  }

  @Test(arguments: [UInt64(0), 42, .max]) func aRunComesBackAsItWas(seed: UInt64) throws {
    var run = Samples.run(seed)
    run.continues = "another"
    run.inherited = 2.5
    run.trial = .init(
      experiment: "depth", arm: "relu, 3", settings: [.init("activation", "relu")], study: "one")
    try RunLog(folder: folder.path).record([run])
    run.number = 1
    #expect(try all() == [run])
  }

  @Test func numbersThatAreNoneComeBackAsNone() throws {
    var run = Samples.run()
    run.epochs = [
      .init(1, loss: .nan, validationLoss: .infinity, rate: 0.1, seconds: 0),
      .init(2, loss: -.infinity, rate: .nan, seconds: 0),
    ]
    try RunLog(folder: folder.path).record([run])
    let epochs = try #require(try all().first).epochs
    #expect(epochs[0].loss.isNaN && epochs[0].validationLoss == .infinity)
    #expect(epochs[1].loss == -.infinity && epochs[1].rate.isNaN && epochs[1].validationLoss == nil)
  }

  @Test func filtersFindWhatTheyName() throws {
    let log = RunLog(folder: nil)
    var iris = Samples.run(1)
    iris.configuration = [.init("data", "iris")]
    var arm = Samples.run(2)
    arm.trial = .init(experiment: "depth", study: "one")
    try log.record([Samples.run(0), iris, arm])
    #expect(try log.numbers(RunFilter()) == [3, 2, 1])
    #expect(try log.numbers(RunFilter(last: 2)) == [3, 2])
    #expect(try log.numbers(RunFilter(data: "digits")) == [3, 1])
    #expect(try log.numbers(RunFilter(data: "digits'; DROP TABLE run; --")) == [])
    #expect(try log.numbers(RunFilter(data: "digits", experiment: "depth")) == [3])
    #expect(try log.numbers(RunFilter(study: "two")) == [])
    let names = try log.names()
    #expect(names.data == ["digits", "iris"] && names.experiments == ["depth"])
  }

  @Test func aDeletedNumberIsNotGivenAgain() throws {
    let log = RunLog(folder: folder.path)
    try log.record([Samples.run(), Samples.run()])
    try log.delete([2])
    try log.record([Samples.run()])
    #expect(try log.numbers(RunFilter()) == [3, 1])
    // Nothing of it is left behind.
    let rows = try DatabaseQueue(path: folder.files.path).read { db in
      try ["epoch", "layer", "setting", "measure"].map {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0) WHERE run = 2") ?? -1
      }
    }
    #expect(rows == [0, 0, 0, 0])
  }

  @Test func aRunThatIsRecordedTwiceIsThereOnce() throws {
    let run = Samples.run()
    let log = RunLog(folder: folder.path)
    try log.record([run])
    try RunLog(folder: folder.path).record([run])
    #expect(try log.numbers(RunFilter()).count == 1)
  }

  @Test func aTestThatIsMeasuredLaterIsAdded() throws {
    var run = Samples.run()
    run.test = nil
    let log = RunLog(folder: folder.path)
    try log.record([run])
    let quality = RunRecord.Quality(samples: 10, loss: 0.5, accuracy: 0.75)
    try log.complete(run.key, test: quality)
    #expect(try all().first?.test == quality)
  }

  @Test func theLatestVerdictOfAClaimOutlivesTheSession() throws {
    func claim(_ id: String, lesson: String?, mean: Double, date: Double) -> ClaimEntry {
      ClaimEntry(
        id: id, text: "so it is", statement: "claim \(id) a.x > 1", margin: "0.5", test: "exact",
        stated: .reproduced,
        parts: [
          .init(
            condition: "a.x > 1", verdict: .undecided, leaning: true, finding: "mean", mean: mean,
            interval: Interval(-.infinity, 2), limit: .nan, effectSize: nil)
        ],
        seeds: [1, .max], lesson: lesson, sources: ["Somebody (2001)"],
        place: .init(file: "a.md", line: 3, column: 7), date: Date(timeIntervalSince1970: date))
    }
    let first = RunLog(folder: folder.path)
    try first.keep([
      claim("A", lesson: nil, mean: 1, date: 1), claim("B", lesson: "1 one", mean: 2, date: 2),
    ])
    try RunLog(folder: folder.path).keep([claim("A", lesson: nil, mean: 3, date: 3)])
    let ledger = try RunLog(folder: folder.path).ledger()
    #expect(ledger.map(\.id) == ["B", "A"])
    #expect(ledger.last?.parts[0].mean == 3 && ledger.last?.parts[0].interval == Interval(-.infinity, 2))
    #expect(ledger.last?.parts[0].limit?.isNaN == true && ledger.last?.seeds == [1, .max])
    #expect(ledger.first?.sources == ["Somebody (2001)"] && ledger.first?.lesson == "1 one")
  }

  /// The fixture is what version 1 of the schema wrote.
  @Test func anOldStoreIsBroughtUpToDateWithItsRuns() throws {
    let old = try DatabaseQueue(path: folder.files.path)
    let sql = String(decoding: try Checkout.data("Tests/Fixtures/runs-1.sql"), as: UTF8.self)
    try old.writeWithoutTransaction { try $0.execute(sql: sql) }
    try old.close()

    let log = RunLog(folder: folder.path)
    let runs = try log.runs([1, 4])
    try #require(runs.count == 2)
    #expect(runs[0].script == ["seed 42", "data digits", "train 2"])
    #expect(runs[0].setting("optimizer") == "sgd lr=0.1")
    #expect(runs[0].epochs.map(\.validationLoss) == [0.75, 0.25])
    #expect(
      runs[0].layers == [
        .init("dense 50 relu", meanAbsolute: 0.0078125, deviation: 0.015625, norm: 0.5, zeroFraction: 0.0625)
      ])
    #expect(runs[0].test == .init(samples: 270, loss: 0.25, accuracy: 0.9))
    #expect(runs[0].trial == nil && runs[0].measures.isEmpty)
    #expect(runs[1].seed == .max && runs[1].continues == "6F1C" && runs[1].ending == .diverged)
    #expect(runs[1].epochs[0].loss.isNaN)
    // What is new can be recorded beside it; number 7 was given before.
    var arm = Samples.run()
    arm.trial = .init(experiment: "depth", study: "one")
    try log.record([arm])
    #expect(try log.numbers(RunFilter(experiment: "depth")) == [8])
  }

  @Test func trainingsOfOneArmAreOneRun() {
    var first = Samples.run(epochs: 2)
    first.configuration = [.init("epochs", "2"), .init("optimizer", "adam")]
    var second = Samples.run(epochs: 3)
    second.configuration = [.init("epochs", "3"), .init("optimizer", "sgd")]
    second.continues = first.key
    (first.inherited, second.inherited) = (2, 0.5)
    let whole = first.joined(with: second)
    #expect(whole.epochs.map(\.number) == [1, 2, 3, 4, 5])
    #expect(whole.setting("epochs") == "5" && whole.setting("optimizer") == "sgd")
    #expect(whole.seconds == 1 && whole.steps == 240 && whole.continues == nil)
    #expect(whole.inherited == 2.5 && whole.wholeSeconds == 3.5)
  }
}
