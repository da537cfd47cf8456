import Basis
import Experiments
import Foundation
import Lab
import Language
import TestSupport
import Testing

/// Long experiments go on where they were interrupted, with the bits of never having been.
@Suite struct StudyTests {
  /// Early stopping, a cycle, several trainings, pretraining, two networks: whatever has a state of its own.
  private static let study = """
    experiment nb varies seed=1..2 arm=[stop, cycle, two] {
      data digits
      network
      layer dense 24 relu count=2
      layer dense 10
      bn on
      dropout 0.1
      if arm == stop { optimizer nadam lr=0.005; regularize l2 0.001 }
      if arm == cycle { schedule onecycle max=0.1 }
      if arm == two {
        pretrain autoencoder epochs=2 mode=stacked
        lr-find steps=60
        train 4
        network use second
        network
        reuse main layers=1..2 freeze=on
        layer dense 10
      }
      train 8
      let middle = accuracy(test)
      if arm == stop { train 30 patience=3 } else { train 5 }
      measure bits = digest
      measure acc = accuracy(test)
      measure middle = middle
      measure ep = epochs
      measure clocked = seconds > 0
    }
    """

  private final class Countdown {
    var left: Int
    init(_ left: Int) { self.left = left }
    func tick() -> Bool {
      left -= 1
      return left < 0
    }
  }

  /// - Parameter polls: the study is interrupted when it has asked so often, about ten times a second.
  private func lab(_ folder: String?, polls: Int = .max, change: (inout LabEnvironment) -> Void = { _ in })
    -> TestLab
  {
    let countdown = Countdown(polls)
    return TestLab(isJSON: true) { environment in
      environment.studyFolder = folder
      environment.checkpointSeconds = 0
      environment.threads = 2
      environment.isInterrupted = { countdown.tick() }
      change(&environment)
    }
  }

  /// Runs a study until its first run is finished.
  private func interrupt(_ text: String, _ folder: String) throws {
    for _ in 1...20 {
      let test = lab(folder) { environment in
        environment.isInterrupted = { studies(in: folder).contains { $0.hasSuffix(".run") } }
      }
      // It may have come to its end before anybody asked.
      if test.run(text) == 130 { return }
    }
    Issue.record("never interrupted in time")
  }

  private func measures(_ test: TestLab) throws -> [String] {
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let result = try #require(object["result"] as? [String: Any])
    return try #require(result["runs"] as? [[String: Any]]).map { run in
      let measures = try #require(run["measures"] as? [String: Any])
      return measures.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }
  }

  private static let expected = Expected()

  /// What a study gives that nothing interrupts and nobody keeps.
  private actor Expected {
    private var known: [String: [String]] = [:]
    func of(_ text: String, _ make: @Sendable () throws -> [String]) throws -> [String] {
      if let result = known[text] { return result }
      let result = try make()
      known[text] = result
      return result
    }
  }

  private func undisturbed() async throws -> [String] {
    try await StudyTests.expected.of(StudyTests.study) {
      let test = StudyTests().lab(nil)
      #expect(test.run(StudyTests.study) == 0, "\(test.output.said)")
      return try StudyTests().measures(test)
    }
  }

  private func studies(in folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.contains("/") && !$0.hasSuffix("lock") }
  }

  /// Runs until nothing interrupts any more; what each attempt said.
  private func finish(_ folder: String) throws -> (measures: [String], said: [String]) {
    var said: [String] = []
    for attempt in 1...200 {
      let test = lab(folder, polls: 1 + attempt)
      let code = test.run(StudyTests.study)
      said.append(test.output.said)
      if code == 0 { return (try measures(test), said) }
      #expect(code == 130, "\(test.output.said)")
    }
    Issue.record("never finished: \(said.last ?? "")")
    return ([], said)
  }

  @Test func interruptedAgainAndAgainItEndsWithTheSameBits() async throws {
    let scratch = try Scratch()
    let (result, said) = try finish(scratch.path)
    #expect(result == (try await undisturbed()))
    #expect(said.count > 1 && said.last?.contains("continuing") == true, "\(said)")
    #expect(studies(in: scratch.path).isEmpty, "what is finished needs no folder")
  }

  /// An attempt that leaves finished and unfinished runs.
  private func interrupted() throws -> Scratch {
    let scratch = try Scratch()
    try interrupt(StudyTests.study, scratch.path)
    return scratch
  }

  @Test func damagedAndForeignFilesAreComputedAnew() async throws {
    let scratch = try interrupted()
    for (index, name) in studies(in: scratch.path).sorted().enumerated() {
      let file = URL(fileURLWithPath: scratch.path + "/" + name)
      let bytes = try Data(contentsOf: file)
      switch index % 3 {
      case 0: try bytes.prefix(bytes.count / 2).write(to: file)
      case 1: try Data("hello".utf8).write(to: file)
      default: try Data(repeating: 0, count: bytes.count).write(to: file)
      }
    }
    let test = lab(scratch.path)
    #expect(test.run(StudyTests.study) == 0, "\(test.output.said)")
    #expect(try measures(test) == (try await undisturbed()))
    #expect(test.output.said.contains("damaged"), "\(test.output.said)")
  }

  @Test func filesOfOtherRunsAreNotTaken() async throws {
    let scratch = try interrupted()
    let files = studies(in: scratch.path).filter { !$0.hasSuffix("study") }.sorted()
    // Everything in its neighbour's place.
    let contents = try files.map { try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + $0)) }
    for (index, name) in files.enumerated() {
      try contents[(index + 1) % files.count].write(to: URL(fileURLWithPath: scratch.path + "/" + name))
    }
    let test = lab(scratch.path)
    #expect(test.run(StudyTests.study) == 0, "\(test.output.said)")
    #expect(try measures(test) == (try await undisturbed()))
  }

  @Test func itBeginsAnewWhereAskedAndWhereAnythingElseHasChanged() throws {
    let scratch = try interrupted()
    let before = studies(in: scratch.path)
    let finished = try written(before.filter { $0.hasSuffix(".run") }, in: scratch.path)
    for change in [
      { $0.programIdentity = "another build" }, { $0.isFullSize = true }, { $0.version = "0.0" },
    ] as [(inout LabEnvironment) -> Void] {
      let other = lab(scratch.path, polls: 2, change: change)
      #expect(other.run(StudyTests.study) == 130)
      #expect(!other.output.said.contains("continuing"), "\(other.output.said)")
    }
    #expect(Set(studies(in: scratch.path)).isSuperset(of: before), "the other one is still there")
    let fresh = lab(scratch.path, polls: 1) { $0.startsFresh = true }
    #expect(fresh.run(StudyTests.study) == 130)
    #expect(!fresh.output.said.contains("continuing"))
    // A fast machine has finished the same run again before it heard of the interruption.
    let now = try written(studies(in: scratch.path).filter { finished[$0] != nil }, in: scratch.path)
    #expect(now.allSatisfy { finished[$0.key] != $0.value })
  }

  private func written(_ names: [String], in folder: String) throws -> [String: Date] {
    try names.reduce(into: [:]) { dates, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      dates[name] = try #require(attributes[.modificationDate] as? Date)
    }
  }

  @Test func moreSeedsGoOnWithTheOldOnes() throws {
    let scratch = try interrupted()
    let test = lab(scratch.path, polls: 1)
    #expect(test.run(StudyTests.study.replacing("seed=1..2", with: "seed=1..3")) == 130)
    #expect(test.output.said.contains("of 9 runs"), "\(test.output.said)")
  }

  private static func reading(_ file: String) -> String {
    """
    experiment own varies seed=1..12 {
      data csv "\(file)" target=y
      network
      layer dense 30 relu
      layer dense 1
      train 40
      measure m = loss(train)
    }
    """
  }

  @Test func dataThatHasChangedSinceIsNoticed() throws {
    let scratch = try Scratch()
    func table(_ shift: Int) -> String {
      let rows = (0..<40).map { "\($0),\(Double(($0 * 7 + shift) % 11) * 0.37)\n" }
      return "x,y\n" + rows.joined()
    }
    let file = try scratch.write(table(0), to: "a.csv")
    let folder = scratch.path + "/studies"
    try interrupt(StudyTests.reading(file), folder)
    _ = try scratch.write(table(3), to: "a.csv")
    let test = lab(folder)
    #expect(test.run(StudyTests.reading(file)) == 0, "\(test.output.said)")
    #expect(test.output.said.replacing("\n", with: " ").contains("has changed since"), "\(test.output.said)")
    let plain = lab(nil)
    plain.run(StudyTests.reading(file))
    #expect(try measures(test) == measures(plain))
  }

  @Test func whereNothingCanBeKeptTheStudyRunsAllTheSame() async throws {
    let scratch = try Scratch()
    let file = try scratch.write("", to: "in-the-way")
    let test = lab(file)
    #expect(test.run(StudyTests.study) == 0)
    #expect(test.output.said.contains("nothing of it is kept"), "\(test.output.said)")
    #expect(try measures(test) == (try await undisturbed()))
  }

  /// One epoch that takes longer than anybody waits.
  private static let slow = """
    experiment slow varies seed=1..2 {
      data digits
      network
      layer dense 150 relu count=2
      layer dense 10
      optimizer adam
      train 1 batch=1
      measure bits = digest
      measure curve = history(loss, 1)
    }
    """

  @Test func interruptedWithinItsFirstEpochItGoesOnWithinIt() throws {
    let scratch = try Scratch()
    let plain = lab(nil)
    #expect(plain.run(StudyTests.slow) == 0, "\(plain.output.said)")
    var wasInterrupted = false
    for polls in stride(from: 4, through: 200, by: 12) {
      let test = lab(scratch.path, polls: polls)
      let code = test.run(StudyTests.slow)
      if code == 130 {
        wasInterrupted = !studies(in: scratch.path).isEmpty
        continue
      }
      #expect(
        code == 0 && (!wasInterrupted || test.output.said.contains("continuing")), "\(test.output.said)")
      #expect(try measures(test) == measures(plain))
      return
    }
    Issue.record("never finished")
  }

  /// What is finished within an unfinished run: a range test, and a pretraining with trainings of its own.
  @Test(arguments: ["lr-find steps=80", "pretrain autoencoder mode=stacked epochs=2"])
  func whatIsDoneOnceIsNotRepeated(_ work: String) throws {
    let scratch = try Scratch()
    let text = """
      experiment once {
        data digits
        network
        layer dense 20 relu count=2
        layer dense 10
        \(work)
        train 100000
        measure bits = digest
      }
      """
    func results() -> [String] {
      studies(in: scratch.path).filter { $0.contains("-once1") && !$0.contains("once1-") }
    }
    func attempt(until isOver: @escaping () -> Bool) {
      let test = lab(scratch.path) { $0.isInterrupted = isOver }
      #expect(test.run(text) == 130, "\(test.output.said)")
    }
    func trainings() -> [String] { studies(in: scratch.path).filter { $0.hasSuffix("-2") } }
    attempt { !trainings().isEmpty }
    let first = try written(results(), in: scratch.path)
    let training = try written(trainings(), in: scratch.path)
    #expect(first.count == 1)
    attempt { (try? written(trainings(), in: scratch.path)) != training }
    #expect(try written(results(), in: scratch.path) == first)
  }

  /// A range test that ends before the study is long enough to be kept waits until it is.
  @Test func whatIsDoneOnceInTheFirstSecondsIsKeptToo() throws {
    let scratch = try Scratch()
    let network = "data digits; network; layer dense 200 relu count=2; layer dense 10"
    let once = "lr-find steps=1000"
    let seconds = (1...3).map { _ in
      let test = TestLab(network)
      return ContinuousClock().measure { test.run(once) } / .seconds(1)
    }
    // Each takes longer than what is not worth keeping, and the first ends before anything is kept.
    let pause = try #require(seconds.min()) / 1.5
    let tests = Array(repeating: once, count: 6).joined(separator: "; ")
    let test = lab(scratch.path) { environment in
      environment.checkpointSeconds = pause
      environment.isInterrupted = { studies(in: scratch.path).contains { $0.hasSuffix("-7") } }
    }
    let code = test.run("experiment once { \(network); \(tests); train 100000; measure bits = digest }")
    #expect(code == 130, "\(test.output.said)")
    let kept = studies(in: scratch.path)
    #expect(kept.contains { $0.hasSuffix("-once1") }, "\(kept)")
  }

  @Test func aSecondProcessKeepsNothing() throws {
    let scratch = try interrupted()
    let name = try #require(studies(in: scratch.path).first).prefix { $0 != "/" }
    let held = try StudyFolder.open(scratch.path + "/" + name, creating: false)
    let test = lab(scratch.path, polls: 1)
    #expect(test.run(StudyTests.study) == 130)
    #expect(test.output.said.contains("another process"), "\(test.output.said)")
    #expect(held != nil)
  }

  @Test func shortExperimentsLeaveNothing() throws {
    let scratch = try Scratch()
    let test = lab(scratch.path + "/studies") { $0.checkpointSeconds = 1000 }
    #expect(test.run("experiment e { data iris; network; layer dense 3; train 1; measure n = epochs }") == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/studies"))
  }

  @Test func aSweepGoesOnToo() throws {
    let scratch = try Scratch()
    let text = """
      data digits; network; layer dense 30 relu; layer dense 10
      sweep lr=[0.1, 0.03] seed=1..4 { train 15; measure bits = digest }
      """
    let plain = lab(nil)
    #expect(plain.run(text) == 0, "\(plain.output.said)")
    for polls in 6...300 {
      let test = lab(scratch.path, polls: polls)
      let code = test.run(text)
      guard code == 0 else { continue }
      #expect(try measures(test) == measures(plain))
      return
    }
    Issue.record("never finished")
  }

  /// At a prompt, too, one hears what is kept of a study; a training has said so itself.
  @Test func whoStopsAStudyAtThePromptHearsWhatIsKept() {
    func stopped(_ text: String) -> MemoryOutput {
      let countdown = Countdown(20)
      let test = TestLab(isInteractive: true) { $0.isInterrupted = { countdown.tick() } }
      test.run(text)
      return test.output
    }
    let long = "data iris; network; layer dense 3; train 1000000"
    let study = stopped("experiment e { \(long); measure n = parameters }")
    #expect(study.said.contains("e was stopped; nothing of it is kept."), "\(study.said)")
    let training = stopped(long)
    #expect(training.written.contains("Stopped after"), "\(training.written)")
    #expect(!training.said.contains("interrupted"), "\(training.said)")
  }
}
