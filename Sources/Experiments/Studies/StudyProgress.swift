import Basis
import Foundation

/// How far the runs of an experiment are, and how long the rest will take.
///
/// Times come from the caller, in seconds from any fixed moment.
// Sendable: everything that changes is only touched while `lock` is locked.
package final class StudyProgress: @unchecked Sendable {
  private struct Run {
    let arm: Int
    var start: Double?
    /// When its first training began: loading data says nothing of the epochs to come.
    var trainingStart: Double?
    var end: Double?
    /// That an earlier attempt took.
    var earlierSeconds = 0.0
    /// Epochs of the trainings announced so far, of which so many are done, some by an earlier attempt.
    var announced = 0
    var done = 0
    var earlierDone = 0
    /// Of the epoch in whose middle an earlier attempt was interrupted, the share that it had done.
    var earlierPart = 0.0
    var mayStopEarly = false

    /// Of a run that is over.
    var seconds: Double? { end.map { $0 - (start ?? $0) + earlierSeconds } }
  }

  private let lock = NSLock()
  private var runs: [Run]
  private var data: [String] = []

  /// - Parameter arms: of each run the number of its arm: runs of one arm take about as long.
  package init(arms: [Int]) { runs = arms.map { Run(arm: $0) } }

  // MARK: What happens

  package func began(_ run: Int, at now: Double) { change(run) { $0.start = now } }

  /// A run that an earlier attempt had finished.
  package func restored(_ run: Int, seconds: Double, epochs: Int) {
    change(run) { run in
      (run.earlierSeconds, run.end, run.start) = (seconds, 0, 0)
      (run.announced, run.done, run.earlierDone) = (epochs, epochs, epochs)
    }
  }

  package func finished(_ run: Int, at now: Double) {
    change(run) { run in
      run.end = now
      run.announced = run.done
    }
  }

  /// A training of so many epochs begins, some of which an earlier attempt has done, and `part` of one more.
  package func announced(
    _ run: Int, epochs: Int, done: Int, part: Double = 0, seconds: Double, mayStopEarly: Bool, at now: Double
  ) {
    change(run) { run in
      run.trainingStart = run.trainingStart ?? now
      run.announced += epochs
      run.done += done
      run.earlierDone += done
      run.earlierPart += part
      run.earlierSeconds += seconds
      run.mayStopEarly = run.mayStopEarly || mayStopEarly
    }
  }

  package func madeEpoch(_ run: Int) { change(run) { $0.done += 1 } }

  /// A training ended before all its epochs.
  package func gaveUp(_ run: Int, epochs: Int) { change(run) { $0.announced -= epochs } }

  package func learns(from name: String) {
    lock.withLock { if !data.contains(name) { data.append(name) } }
  }

  private func change(_ run: Int, _ body: (inout Run) -> Void) { lock.withLock { body(&runs[run]) } }

  // MARK: What can be said

  package struct Summary: Equatable, Sendable {
    package var runs = 0
    package var allRuns = 0
    package var epochs = 0
    /// Nil while nobody knows.
    package var allEpochs: Int?
    package var secondsLeft: Double?
    /// Whether early stopping may make it shorter.
    package var isUpperBound = false
    /// Names of the data that was loaded.
    package var data: [String] = []
  }

  package func summary(at now: Double, workers: Int) -> Summary {
    let (runs, data) = lock.withLock { (self.runs, self.data) }
    var summary = Summary()
    summary.data = data
    summary.allRuns = runs.count
    summary.runs = runs.count { $0.end != nil }
    summary.epochs = runs.reduce(0) { $0 + $1.done }
    summary.allEpochs = StudyProgress.allEpochs(runs)
    let open = runs.filter { $0.end == nil }
    summary.isUpperBound = open.contains(where: \.mayStopEarly)
    let lengths = StudyProgress.lengths(runs, now)
    let left = open.map { run in
      lengths[run.arm].map { max(0, $0 - StudyProgress.spent(run, now)) }
        ?? StudyProgress.left(run, now)
    }
    guard let known = StudyProgress.mean(Array(lengths.values)) else { return summary }
    // An arm of which nothing is known yet is taken for one of the others.
    let all = left.map { $0 ?? known }
    summary.secondsLeft = max(all.reduce(0, +) / Double(max(1, min(workers, all.count))), all.max() ?? 0)
    return summary
  }

  private static func spent(_ run: Run, _ now: Double) -> Double {
    run.earlierSeconds + (run.start.map { now - $0 } ?? 0)
  }

  /// Of a run at work, by the speed of its own epochs in this attempt, or else in an earlier one.
  private static func left(_ run: Run, _ now: Double) -> Double? {
    guard let start = run.trainingStart, run.end == nil else { return nil }
    let isNew = run.done > run.earlierDone
    let earlier = Double(run.earlierDone) + run.earlierPart
    guard isNew || earlier > 0 else { return nil }
    // Of the first epoch that ended in this attempt an earlier one may have done a part.
    let pace = isNew ? (now - start) / (Double(run.done) - earlier) : run.earlierSeconds / earlier
    // The epoch at work has begun already.
    let begun = isNew ? 0 : pace * run.earlierPart + min(pace * (1 - run.earlierPart), now - start)
    return pace * Double(run.announced - run.done) - begun
  }

  /// Seconds of a whole run of each arm: as its finished runs took, or as those at work seem to take.
  private static func lengths(_ runs: [Run], _ now: Double) -> [Int: Double] {
    Dictionary(grouping: runs, by: \.arm).compactMapValues { runs in
      mean(runs.compactMap(\.seconds))
        ?? mean(runs.compactMap { run in left(run, now).map { spent(run, now) + $0 } })
    }
  }

  private static func allEpochs(_ runs: [Run]) -> Int? {
    let byArm = Dictionary(grouping: runs, by: \.arm).compactMapValues { runs in
      let finished = runs.filter { $0.end != nil }
      return finished.isEmpty
        ? runs.map(\.announced).max().flatMap { $0 > 0 ? Double($0) : nil }
        : mean(finished.map { Double($0.done) })
    }
    guard let known = mean(Array(byArm.values)), known > 0 else { return nil }
    let all = runs.reduce(0.0) { sum, run in
      sum + (run.end != nil ? Double(run.done) : max(Double(run.announced), byArm[run.arm] ?? known))
    }
    return all < 1e15 ? Int(all.rounded()) : nil
  }

  private static func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
  }
}
