import Foundation

/// Independent jobs on several threads; results come in the order of the jobs, whoever did them.
///
/// The first failure, in that order, ends the work: jobs behind it are not begun, those before it are finished, so that
/// the same failure is reported whatever the number of threads.
// Sendable: everything that changes is only touched while `condition` is locked.
final class Crew<Outcome: Sendable>: @unchecked Sendable {
  typealias Job = @Sendable (_ index: Int, _ isStopped: @escaping @Sendable () -> Bool) throws -> Outcome

  private let count: Int
  private let job: Job
  private let condition = NSCondition()
  private var next = 0
  private var active = 0
  private var end: Int
  private var isStopped = false
  private var outcomes: [Int: Result<Outcome, any Error>] = [:]

  private init(_ count: Int, _ job: @escaping Job) {
    self.count = count
    self.job = job
    end = count
  }

  /// - Parameter watch: called ten times a second on the caller's thread with the number of jobs done; true stops.
  /// - Returns: nil if it was stopped.
  static func run(_ count: Int, workers: Int, watch: (Int) -> Bool, job: @escaping Job) throws -> [Outcome]? {
    if count == 0 { return [] }
    let crew = Crew(count, job)
    for _ in 0..<size(for: count, cores: workers) { crew.begin() }
    return try crew.wait(watch)
  }

  /// Threads at once: one a core, or up to twice as many where that leaves no core idle at the end. Five jobs on two
  /// cores take three rounds by twos, but only two and a half by threes, which share the cores.
  static func size(for count: Int, cores: Int) -> Int {
    func time(_ size: Int) -> Double {
      let (rounds, rest) = count.quotientAndRemainder(dividingBy: size)
      func round(_ jobs: Int) -> Double { jobs == 0 ? 0 : max(1, Double(jobs) / Double(cores)) }
      return Double(rounds) * round(size) + round(rest)
    }
    let sizes = min(cores, count)...min(2 * cores, max(cores, count))
    return sizes.min { time($0) < time($1) } ?? cores
  }

  private func begin() {
    condition.withLock { active += 1 }
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

  private func take() -> Int? {
    condition.withLock {
      guard next < end, !isStopped else { return nil }
      defer { next += 1 }
      return next
    }
  }

  private func put(_ result: Result<Outcome, any Error>, _ index: Int) {
    condition.withLock {
      outcomes[index] = result
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
