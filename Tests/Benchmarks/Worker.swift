import Basis
import Foundation
import NeuralNet

/// One workload that waits to be told to run: for each line `seconds` on standard input it makes steps for so long and
/// answers with their durations in microseconds. While it waits it takes nothing from the machine.
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
    plan.watchesGradients = workload.watches
    var times: [Double] = []
    var last = ContinuousClock.now
    var end = last
    print("ready")
    _ = try Engine(threads: threads).train(&model, on: samples, validation: nil, plan: plan) { event in
      guard case .step = event else { return true }
      let now = ContinuousClock.now
      let wasWaiting = end == last
      if !wasWaiting { times.append((now - last) / .microseconds(1)) }
      if now >= end {
        if !times.isEmpty { print(times.map { String(format: "%.1f", $0) }.joined(separator: " ")) }
        times.removeAll(keepingCapacity: true)
        fflush(nil)
        guard let line = readLine(), let seconds = Double(line) else { return false }
        last = ContinuousClock.now
        end = last + .seconds(seconds)
        return true
      }
      last = now
      return true
    }
  }
}
