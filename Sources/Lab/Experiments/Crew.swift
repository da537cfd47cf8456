import Foundation

/// Independent jobs on as many threads as there are cores, and on a few more at the end. Results come in the order of the
/// jobs, whoever did them.
///
/// The first failure, in that order, ends the work: jobs behind it are not begun, those before it are finished, so that
/// the same failure is reported whatever the number of threads.
// Sendable: everything that changes is only touched while `condition` is locked.
final class Crew<Outcome: Sendable>: @unchecked Sendable {
  typealias Job = @Sendable (_ index: Int, _ isStopped: @escaping @Sendable () -> Bool) throws -> Outcome

  private let count: Int
  private let cores: Int
  private let job: Job
  private let condition = NSCondition()
  private var next = 0
  /// Threads, and those of them that have a job.
  private var active = 0
  private var busy = 0
  private var end: Int
  private var isStopped = false
  private var outcomes: [Int: Result<Outcome, any Error>] = [:]

  private init(_ count: Int, cores: Int, _ job: @escaping Job) {
    self.count = count
    self.cores = cores
    self.job = job
    end = count
  }

  /// - Parameter watch: called ten times a second on the caller's thread with the number of jobs done; true stops.
  /// - Returns: nil if it was stopped.
  static func run(_ count: Int, workers: Int, watch: (Int) -> Bool, job: @escaping Job) throws -> [Outcome]? {
    if count == 0 { return [] }
    let crew = Crew(count, cores: workers, job)
    crew.condition.withLock { crew.begin(min(workers, count)) }
    return try crew.wait(watch)
  }

  /// Only while `condition` is locked.
  private func begin(_ threads: Int) {
    active += threads
    for _ in 0..<threads {
      let thread = Thread { [self] in
        while let index = take() {
          let result = Result { try job(index) { self.condition.withLock { self.isStopped } } }
          put(result, index)
        }
        condition.withLock {
          active -= 1
          condition.broadcast()
        }
      }
      // Programs nest deeper than the small stack that threads usually get.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  private func take() -> Int? {
    condition.withLock {
      guard next < end, !isStopped else { return nil }
      next += 1
      busy += 1
      // What is left would keep only some of the cores busy at the end, so it shares them all from now on: five jobs on
      // two cores take three rounds by twos, and two and a half if the last three go together.
      let left = end - next
      if busy == active, left < cores { begin(left) }
      return next - 1
    }
  }

  private func put(_ result: Result<Outcome, any Error>, _ index: Int) {
    condition.withLock {
      outcomes[index] = result
      busy -= 1
      if case .failure = result { end = min(end, index) }
      condition.broadcast()
    }
  }

  private func wait(_ watch: (Int) -> Bool) throws -> [Outcome]? {
    while true {
      let (done, isOver) = condition.withLock {
        if active > 0 { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1)) }
        return (outcomes.count, active == 0)
      }
      if isOver { break }
      if watch(done) { condition.withLock { isStopped = true } }
    }
    if isStopped { return nil }
    return try (0..<min(end + 1, count)).compactMap { try outcomes[$0]?.get() }
  }
}
