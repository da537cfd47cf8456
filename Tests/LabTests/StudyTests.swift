import Foundation
import Lab
import TestSupport
import Testing

/// Long experiments go on where they were interrupted, with the bits of never having been.
@Suite struct StudyTests {
  /// Runs until nothing interrupts any more; what each attempt said.
  private func finish(_ folder: String) throws -> (measures: [String], said: [String]) {
    var said: [String] = []
    for attempt in 1...200 {
      let test = Studies.lab(folder, polls: 1 + attempt)
      let code = test.run(Studies.long)
      said.append(test.output.said)
      if code == 0 { return (try Studies.measures(test), said) }
      #expect(code == 130, "\(test.output.said)")
    }
    Issue.record("never finished: \(said.last ?? "")")
    return ([], said)
  }

  @Test func interruptedAgainAndAgainItEndsWithTheSameBits() async throws {
    let scratch = try Scratch()
    let (result, said) = try finish(scratch.path)
    #expect(result == (try await Studies.undisturbed()))
    #expect(said.count > 1 && said.last?.contains("continuing") == true, "\(said)")
    #expect(Studies.files(in: scratch.path).isEmpty, "what is finished needs no folder")
  }

  @Test func moreSeedsGoOnWithTheOldOnes() throws {
    let scratch = try Studies.interrupted()
    let test = Studies.lab(scratch.path, polls: 1)
    #expect(test.run(Studies.long.replacing("seed=1..2", with: "seed=1..3")) == 130)
    #expect(test.output.said.contains("of 9 runs"), "\(test.output.said)")
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
    let plain = Studies.lab(nil)
    #expect(plain.run(StudyTests.slow) == 0, "\(plain.output.said)")
    var wasInterrupted = false
    for polls in stride(from: 4, through: 200, by: 12) {
      let test = Studies.lab(scratch.path, polls: polls)
      let code = test.run(StudyTests.slow)
      if code == 130 {
        wasInterrupted = !Studies.files(in: scratch.path).isEmpty
        continue
      }
      #expect(
        code == 0 && (!wasInterrupted || test.output.said.contains("continuing")), "\(test.output.said)")
      #expect(try Studies.measures(test) == Studies.measures(plain))
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
      Studies.files(in: scratch.path).filter { $0.contains("-once1") && !$0.contains("once1-") }
    }
    func attempt(until isOver: @escaping () -> Bool) {
      let test = Studies.lab(scratch.path) { $0.isInterrupted = isOver }
      #expect(test.run(text) == 130, "\(test.output.said)")
    }
    func trainings() -> [String] { Studies.files(in: scratch.path).filter { $0.hasSuffix("-2") } }
    attempt { !trainings().isEmpty }
    let first = try Studies.written(results(), in: scratch.path)
    let training = try Studies.written(trainings(), in: scratch.path)
    #expect(first.count == 1)
    attempt { (try? Studies.written(trainings(), in: scratch.path)) != training }
    #expect(try Studies.written(results(), in: scratch.path) == first)
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
    let test = Studies.lab(scratch.path) { environment in
      environment.checkpointSeconds = pause
      environment.isInterrupted = { Studies.files(in: scratch.path).contains { $0.hasSuffix("-7") } }
    }
    let code = test.run("experiment once { \(network); \(tests); train 100000; measure bits = digest }")
    #expect(code == 130, "\(test.output.said)")
    let kept = Studies.files(in: scratch.path)
    #expect(kept.contains { $0.hasSuffix("-once1") }, "\(kept)")
  }

  @Test func shortExperimentsLeaveNothing() throws {
    let scratch = try Scratch()
    let test = Studies.lab(scratch.path + "/studies") { $0.checkpointSeconds = 1000 }
    #expect(test.run("experiment e { data iris; network; layer dense 3; train 1; measure n = epochs }") == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/studies"))
  }

  @Test func aSweepGoesOnToo() throws {
    let scratch = try Scratch()
    let text = """
      data digits; network; layer dense 30 relu; layer dense 10
      sweep lr=[0.1, 0.03] seed=1..4 { train 15; measure bits = digest }
      """
    let plain = Studies.lab(nil)
    #expect(plain.run(text) == 0, "\(plain.output.said)")
    for polls in 6...300 {
      let test = Studies.lab(scratch.path, polls: polls)
      let code = test.run(text)
      guard code == 0 else { continue }
      #expect(try Studies.measures(test) == Studies.measures(plain))
      return
    }
    Issue.record("never finished")
  }

  /// At a prompt, too, one hears what is kept of a study; a training has said so itself.
  @Test func whoStopsAStudyAtThePromptHearsWhatIsKept() {
    func stopped(_ text: String) -> MemoryOutput {
      let countdown = Studies.Countdown(20)
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
