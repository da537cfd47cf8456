/// Where the time of steps goes, stage by stage; for one thread.
///
/// Of several rounds of steps the shortest time counts, activity by activity: what else the machine does only ever adds.
final class Stopwatch {
  enum Activity: Int, CaseIterable {
    case forward, backward, update
    /// What belongs to no stage: gathering the batch, the loss, clipping.
    case rest
  }

  /// For every activity and stage: in the present round, and in the best of all before.
  private var seconds: [Double]
  private var best: [Double]
  private let stages: Int
  private var last = ContinuousClock.now

  init(stages: Int) {
    self.stages = stages
    seconds = Array(repeating: 0, count: Activity.allCases.count * stages)
    best = seconds.map { _ in .infinity }
  }

  func endRound() {
    for index in seconds.indices {
      best[index] = min(best[index], seconds[index])
      seconds[index] = 0
    }
  }

  func start() { last = .now }

  /// What has passed since the last lap, or the start, belongs here.
  func lap(_ activity: Activity, stage: Int = 0) {
    let now = ContinuousClock.now
    seconds[activity.rawValue * stages + stage] += (now - last).inSeconds
    last = now
  }

  /// Of the best rounds that have ended.
  func seconds(_ activity: Activity, stage: Int = 0) -> Double { best[activity.rawValue * stages + stage] }
}
