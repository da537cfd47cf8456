import Experiments
import Foundation

/// What the lab needs from outside and must not look up by itself: folders, clock, interrupts, questions.
package struct LabEnvironment {
  /// Workers for training; results are the same bits for any number.
  package var threads = 1
  /// Fixed, so that everybody who types the same sees the same; `seed` changes it.
  package var seed = LabState.standardSeed
  /// Takes the place of the seeds that experiments list.
  package var seeds: SeedChoice?
  /// Whether lessons are being proved, without a learner: nothing has been seen before, and a claim that comes out
  /// otherwise than stated is only noted, so that those after it are heard too.
  package var provesLessons = false
  /// Whether `size(LESSON, FULL)` gives its second value.
  package var isFullSize = false
  /// Whether of lessons only experiments and what claims say of them run.
  package var runsStudiesAlone = false
  /// Searched in this order.
  package var lessonFolders: [String] = []
  /// Where the bundled data sets lie.
  package var dataFolders: [String] = []
  /// Where fetched data sets are kept; nil keeps none.
  package var cacheFolder: String?
  /// Asked for data sets in place of those who published them: a folder on the web, or `file:///…`.
  package var mirror: String?
  /// Where progress in lessons is kept; nil keeps none.
  package var progressFolder: String?
  /// Where runs are kept; nil keeps them in memory, as long as the lab lives.
  package var runFolder: String?
  /// Takes finished runs in place of the lab's own store: for labs that nobody sees.
  package var recorder: (any RunRecorder)?
  /// Where long experiments keep what they have worked out, to go on after an interruption; nil keeps nothing.
  package var studyFolder: String?
  /// Between two checkpoints of a training in a long experiment; one is long after five times that.
  package var checkpointSeconds = 1.0
  /// Whether experiments begin anew, whatever an earlier attempt has left.
  package var startsFresh = false
  /// Of the program, for what outlives it.
  package var version = ""
  /// Processor, cores and system, for whoever reads measured times later.
  package var machine = ""
  /// The day and hour of what is noted.
  package var date: () -> Date = { Date() }
  /// Tells one build of the program from another.
  package var programIdentity = ""
  /// The only place where a lesson may write without asking.
  package var scratchFolder = "/tmp"
  /// Whether commands are typed at a prompt: abbreviations work, lines of talk end with what to do next.
  package var isInteractive = false
  /// Seconds from any fixed moment.
  package var clock: () -> Double = { ProcessInfo.processInfo.systemUptime }
  /// Whether Ctrl-C was pressed since `clearInterrupt`; polled between batches and between commands.
  package var isInterrupted: () -> Bool = { false }
  package var clearInterrupt: () -> Void = {}
  /// Asks a yes-or-no question; nil where nobody can answer, which counts as no.
  package var confirm: ((String) -> Bool)?

  package init() {}
}
