/// Decides whether a step is run by one thread or by several, by trying both.
///
/// The bits are the same either way, so only time counts. A second thread is a loss where other programs want the cores:
/// then each part waits for a turn, and the gang for its slowest member.
struct Pace {
  /// Runs of each kind in a trial; the first of each only warms the caches.
  private static let trialRuns = 4
  private static let shortestStretch = 64
  private static let longestStretch = 4096

  private(set) var prefersOne = false
  private var seconds = (several: 0.0, one: 0.0)
  private var run = 0
  /// Runs between two trials: twice as many each time that a trial changes nothing.
  private var stretch = shortestStretch

  /// Whether the next run belongs to one thread alone.
  var nextIsOne: Bool {
    run < Pace.trialRuns ? false : run < 2 * Pace.trialRuns ? true : prefersOne
  }

  /// Takes note of how long a run took.
  mutating func add(seconds time: Double) {
    let isFirst = run % Pace.trialRuns == 0
    if run < Pace.trialRuns {
      if !isFirst { seconds.several += time }
    } else if run < 2 * Pace.trialRuns {
      if !isFirst { seconds.one += time }
    }
    run += 1
    if run == 2 * Pace.trialRuns {
      let one = seconds.one < seconds.several
      stretch = one == prefersOne ? min(2 * stretch, Pace.longestStretch) : Pace.shortestStretch
      prefersOne = one
    } else if run >= 2 * Pace.trialRuns + stretch {
      run = 0
      seconds = (0, 0)
    }
  }
}
