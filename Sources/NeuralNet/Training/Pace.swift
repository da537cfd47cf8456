/// Decides whether a step is run by one thread or by several, by trying both.
///
/// The bits are the same either way, so only time counts. A second thread is a loss where other programs want the cores:
/// then each part waits for a turn, and the gang for its slowest member. What they want changes, so a verdict is good for
/// a stretch of runs only: short at first, since a program's first seconds are its least typical ones, and twice as long
/// with each trial that confirms it.
package struct Pace {
  /// Runs of each kind in a trial; the first of each only warms the caches.
  private static let trialRuns = 4
  private static let shortestStretch = 16
  private static let longestStretch = 4096
  /// A stretch's limit in seconds: so long may slow steps at most be run by the wrong number of threads.
  private static let longestTime = 10.0

  /// The verdict of the last trial.
  package private(set) var prefersOne = false
  private var seconds = (several: 0.0, one: 0.0)
  private var run = 0
  /// Runs between two trials, and how long those since the last one took.
  private var stretch = shortestStretch
  private var elapsed = 0.0

  package init() {}

  /// Whether the next run belongs to one thread alone.
  package var nextIsOne: Bool {
    run < Pace.trialRuns ? false : run < 2 * Pace.trialRuns ? true : prefersOne
  }

  /// Takes note of how long a run took.
  package mutating func add(seconds time: Double) {
    let isFirst = run % Pace.trialRuns == 0
    if run < Pace.trialRuns {
      if !isFirst { seconds.several += time }
    } else if run < 2 * Pace.trialRuns {
      if !isFirst { seconds.one += time }
    } else {
      elapsed += time
    }
    run += 1
    if run == 2 * Pace.trialRuns {
      decide()
    } else if run >= 2 * Pace.trialRuns + stretch || elapsed >= Pace.longestTime {
      run = 0
      seconds = (0, 0)
      elapsed = 0
    }
  }

  private mutating func decide() {
    let one = seconds.one < seconds.several
    stretch = one == prefersOne ? min(2 * stretch, Pace.longestStretch) : Pace.shortestStretch
    prefersOne = one
  }
}
