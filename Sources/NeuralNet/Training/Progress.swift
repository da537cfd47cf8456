import Basis

extension Model {
  /// Where training stands, besides the numbers that it moved.
  package struct Progress: Equatable, Sendable, Codable {
    package var epochs: Int
    package var steps: Int
    package var samplesOfEpoch: Int
    /// Updates that the optimizer's memory has seen.
    package var memorySteps: Int
    /// How many of them each tensor took no part in, in the order of the layout; empty if all took part in all.
    package var missedSteps: [Int]
    package var scheduleStart: Int
    package var schedule: ScheduleMemory
  }

  package var progress: Progress {
    Progress(
      epochs: epochs, steps: steps, samplesOfEpoch: samplesOfEpoch, memorySteps: memory.steps,
      missedSteps: memory.missed(by: network.layout), scheduleStart: scheduleStart, schedule: scheduleMemory)
  }

  /// Stands where another training of the same network stood, with what its optimizer remembered and where its
  /// parameters came from. Throws a `Problem` for what no training leads to.
  package mutating func resume(_ progress: Progress, memory buffers: [Float], origin: [Float]) throws {
    let counts = [
      ("epochs", progress.epochs), ("steps", progress.steps),
      ("samples of the epoch", progress.samplesOfEpoch),
      ("updates of the optimizer's memory", progress.memorySteps),
      ("the epoch of the schedule", progress.scheduleStart),
      ("epochs waited", progress.schedule.waitedEpochs), ("epochs of rest", progress.schedule.restEpochs),
    ]
    // A whole number up to this is the same as a Double, and adding to it cannot overflow.
    for (name, count) in counts where !(0...1 << 53).contains(count) {
      throw Problem("the number of \(name) must be in 0…2⁵³, got \(count)", kind: .malformed)
    }
    guard progress.schedule.factor > 0, progress.schedule.factor <= 1, !progress.schedule.best.isNaN else {
      throw Problem(
        "a schedule remembers a factor in 0…1 and a best loss, got \(progress.schedule.factor) and "
          + "\(progress.schedule.best)", kind: .malformed)
    }
    guard buffers.count == memory.buffers.count else {
      throw Problem(
        "\(optimizer.name) remembers \(Numbers.grouped(memory.buffers.count)) numbers of this network, got "
          + Numbers.grouped(buffers.count), kind: .malformed)
    }
    let tensors = network.layout.tensors(of: \.parameters)
    let missed = progress.missedSteps
    guard missed.isEmpty || missed.count == tensors.count,
      missed.allSatisfy({ (0...progress.memorySteps).contains($0) })
    else {
      throw Problem(
        "each of \(tensors.count) tensors can have missed 0…\(progress.memorySteps) updates, got "
          + missed.prefix(8).map { String($0) }.joined(separator: ", ") + (missed.count > 8 ? " …" : ""),
        kind: .malformed)
    }
    guard origin.count == self.origin.count, origin.allSatisfy(\.isFinite) else {
      throw Problem("a weight was not a finite number when it was drawn", kind: .malformed)
    }
    self.origin = origin
    (epochs, steps, samplesOfEpoch) = (progress.epochs, progress.steps, progress.samplesOfEpoch)
    (memory.buffers, memory.steps) = (buffers, progress.memorySteps)
    memory.missed = zip(tensors, missed).compactMap {
      $1 > 0 && !$0.range.isEmpty ? MissedSteps($0.range, steps: $1) : nil
    }
    (scheduleStart, scheduleMemory) = (progress.scheduleStart, progress.schedule)
  }
}
