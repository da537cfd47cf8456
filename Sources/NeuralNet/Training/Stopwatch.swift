/// Where the time of steps goes, stage by stage; for one thread.
final class Stopwatch {
  enum Activity: Int, CaseIterable {
    case forward, backward, update
    /// What belongs to no stage: gathering the batch, the loss, clipping.
    case rest
  }

  /// For every activity and stage.
  private var seconds: [Double]
  private let stages: Int
  private var last = ContinuousClock.now

  init(stages: Int) {
    self.stages = stages
    seconds = Array(repeating: 0, count: Activity.allCases.count * stages)
  }

  func start() { last = .now }

  /// What has passed since the last lap, or the start, belongs here.
  func lap(_ activity: Activity, stage: Int = 0) {
    let now = ContinuousClock.now
    seconds[activity.rawValue * stages + stage] += (now - last).inSeconds
    last = now
  }

  func total(_ activity: Activity, stage: Int = 0) -> Double { seconds[activity.rawValue * stages + stage] }
}
