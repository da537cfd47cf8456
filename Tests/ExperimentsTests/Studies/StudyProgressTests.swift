import Experiments
import Testing

@Suite struct StudyProgressTests {
  @Test func nothingIsKnownBeforeTheFirstEpoch() {
    let progress = StudyProgress(arms: [0, 0, 1])
    progress.began(0, at: 0)
    let summary = progress.summary(at: 5, workers: 2)
    #expect(summary.secondsLeft == nil && summary.allEpochs == nil)
    #expect((summary.runs, summary.allRuns) == (0, 3))
  }

  @Test func theFirstEpochsTellTheRest() {
    let progress = StudyProgress(arms: [0, 0, 0, 0])
    progress.began(0, at: 0)
    progress.announced(0, epochs: 10, done: 0, seconds: 0, mayStopEarly: false, at: 0)
    for _ in 0..<5 { progress.madeEpoch(0) }
    // Five epochs in 10 s: 10 s are left of this run, and 20 s of each of the others, on one core.
    var summary = progress.summary(at: 10, workers: 1)
    #expect(summary.secondsLeft == 70)
    #expect((summary.epochs, summary.allEpochs) == (5, 40))
    summary = progress.summary(at: 10, workers: 2)
    #expect(summary.secondsLeft == 35)
  }

  @Test func armsTakeTheirOwnTime() {
    let progress = StudyProgress(arms: [0, 0, 1, 1])
    for (run, seconds) in [(0, 4.0), (2, 100.0)] {
      progress.began(run, at: 0)
      progress.announced(run, epochs: 6, done: 0, seconds: 0, mayStopEarly: true, at: 0)
      for _ in 0..<3 { progress.madeEpoch(run) }
      progress.gaveUp(run, epochs: 3)
      progress.finished(run, at: seconds)
    }
    let summary = progress.summary(at: 100, workers: 1)
    #expect(summary.secondsLeft == 104)
    #expect((summary.epochs, summary.allEpochs) == (6, 12))
    #expect(!summary.isUpperBound, "runs that are over cannot stop early any more")
  }

  @Test func whatAnEarlierAttemptDidCountsAsWorkButNotAsSpeed() {
    let progress = StudyProgress(arms: [0, 0])
    progress.restored(0, seconds: 50, epochs: 10)
    progress.began(1, at: 0)
    progress.announced(1, epochs: 10, done: 8, seconds: 40, mayStopEarly: false, at: 0)
    let summary = progress.summary(at: 2, workers: 2)
    #expect(summary.secondsLeft == 8)
    #expect((summary.runs, summary.epochs, summary.allEpochs) == (1, 18, 20))
  }

  /// Ten seconds an epoch. The rest of the third one takes two and a half, and is no measure of the others.
  @Test func theRestOfAnEpochThatWasInterruptedIsNoWholeOne() {
    let progress = StudyProgress(arms: [0])
    progress.began(0, at: 0)
    progress.announced(0, epochs: 10, done: 2, part: 0.75, seconds: 27.5, mayStopEarly: false, at: 0)
    #expect(progress.summary(at: 1, workers: 1).secondsLeft == 71.5)
    progress.madeEpoch(0)
    #expect(progress.summary(at: 2.5, workers: 1).secondsLeft == 70)
    progress.madeEpoch(0)
    #expect(progress.summary(at: 12.5, workers: 1).secondsLeft == 60)
  }

  @Test func anEpochThatWasInterruptedTellsTheRestFromTheBeginning() {
    let progress = StudyProgress(arms: [0])
    progress.began(0, at: 0)
    progress.announced(0, epochs: 4, done: 0, part: 0.5, seconds: 5, mayStopEarly: false, at: 0)
    #expect(progress.summary(at: 1, workers: 1).secondsLeft == 34)
  }

  @Test func loadingDataIsNoMeasureOfEpochs() {
    let progress = StudyProgress(arms: [0])
    progress.began(0, at: 0)
    progress.announced(0, epochs: 10, done: 0, seconds: 0, mayStopEarly: false, at: 100)
    progress.madeEpoch(0)
    #expect(progress.summary(at: 102, workers: 1).secondsLeft == 18)
  }

  @Test func aStudyNeverTakesLessThanItsLongestRun() {
    let progress = StudyProgress(arms: [0, 1])
    for (run, done) in [(0, 1), (1, 9)] {
      progress.began(run, at: 0)
      progress.announced(run, epochs: 10, done: 0, seconds: 0, mayStopEarly: false, at: 0)
      for _ in 0..<done { progress.madeEpoch(run) }
    }
    #expect(progress.summary(at: 9, workers: 2).secondsLeft == 81)
  }
}
