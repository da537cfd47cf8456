import Basis
import Foundation
import NeuralNet

/// Descent at one workload.
struct Worker {
  let workload: Workload
  let threads: Int

  init(_ workload: Workload, threads: Int) {
    (self.workload, self.threads) = (workload, threads)
  }

  func serve() throws {
    var model = try workload.model()
    let samples = workload.samples()
    var plan = TrainingPlan(epochs: .max, batch: workload.batch)
    if workload.watches { plan.hearsGradients = { _ in } }
    var errand = Errand()
    _ = try Engine(threads: threads).train(&model, on: samples, validation: nil, plan: plan) { event in
      guard case .step = event else { return true }
      return errand.stepIsDone()
    }
  }
}

/// What a contestant is told and answers: it prints "ready", then for each line `seconds` on standard input makes steps
/// for so long, a few at least, and answers with their durations in microseconds. A line `memory` is answered with
/// its peak memory in megabytes. While it waits it takes nothing from the machine.
struct Errand {
  private var times: [Double] = []
  private var last = ContinuousClock.now
  private var end: ContinuousClock.Instant?
  /// However long they take: one step in a fraction of a second would say little.
  private static let fewest = 6
  /// Steps before the first errand.
  private var warmUp = 5

  /// Called after every step. Returns false when there is nothing more to do.
  mutating func stepIsDone() -> Bool {
    let now = ContinuousClock.now
    guard let end else {
      warmUp -= 1
      return warmUp > 0 || next(greeting: "ready")
    }
    times.append((now - last) / .microseconds(1))
    last = now
    if now < end || times.count < Errand.fewest { return true }
    let answer = times.map { String(format: "%.2f", $0) }.joined(separator: " ")
    times.removeAll(keepingCapacity: true)
    return next(greeting: answer)
  }

  private mutating func next(greeting: String) -> Bool {
    print(greeting)
    fflush(nil)
    while let line = readLine() {
      if let seconds = Double(line) {
        last = .now
        end = last + .seconds(seconds)
        return true
      }
      print(Errand.peakMegabytes())
      fflush(nil)
    }
    return false
  }

  static func peakMegabytes(ofChildren: Bool = false) -> Int {
    var usage = rusage()
    #if os(Linux)
      let who = ofChildren ? RUSAGE_CHILDREN.rawValue : RUSAGE_SELF.rawValue
      getrusage(__rusage_who_t(truncatingIfNeeded: who), &usage)
      return usage.ru_maxrss / 1024
    #else
      getrusage(ofChildren ? RUSAGE_CHILDREN : RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1_048_576
    #endif
  }
}
