import Basis
import DataSets
import Experiments
import Language
import Lessons
import NeuralNet

/// A session: the state, what it was before, and the way from what is typed to what is shown.
package final class Lab {
  package let environment: LabEnvironment
  package let output: any Output
  package let catalog: Catalog
  package var state: LabState {
    didSet { revision += 1 }
  }
  /// Changes with the state; what was computed from the state is kept under it.
  package private(set) var revision = 0
  var history = History()
  /// Set by `quit`: the program should end with this code.
  package var quitCode: Int32?
  /// The worst exit code of any command so far.
  package private(set) var worstCode: Int32 = 0
  /// Seconds that the latest command took, if `time on`.
  var showsTime = false
  /// Above 0 while commands come from a file or a lesson rather than from the prompt.
  var scriptDepth = 0
  /// Above 0 while a lesson's own commands run: they are somebody else's, and may do less.
  var lessonDepth = 0
  /// The latest commands that ran, in their normal form, for `history`.
  var typed: [String] = []
  static let mostTyped = 100_000
  /// Takes the outcome of an `expect` in place of the screen, while a lesson judges.
  var judging: ((Expectation) -> Void)?
  var looks = Looks()
  /// What `measure` records; nil outside the runs of an experiment.
  var recording: Recording?
  var experiments = ExperimentBook()
  /// What was done beside the state, in its order.
  var acts: [Act] = []
  /// The keys of the runs that this session has recorded.
  var runKeys: [String] = []
  /// What a run of an experiment leaves for another attempt; nil outside.
  var trail: RunTrail?
  /// Studies that have begun anew in this session; doing so once is enough.
  var freshStudies: Set<String> = []
  /// The claims of this session, with their verdicts.
  package internal(set) var ledger: [ClaimEntry] = []
  /// The run whose numbers the words of a claim stand for, while one is judged.
  var judgingSeed: UInt64?
  /// The open lesson.
  var player: LessonPlayer<Lab>?
  /// Whether the open lesson runs in full size.
  var opensInFull = false
  /// Whether the statement that runs is about the lesson, rather than the learner's own work in it.
  var lessonActed = false
  var closesLesson = false
  /// Whether the latest output was a lesson's prose and its blank line.
  var endsWithProse = true
  /// Whether a lesson is going over steps again whose results the learner has seen.
  var isReplaying = false
  /// Whether what was interrupted has said itself where it stands.
  var saysOfInterruption = false
  /// What has been said once and need not be said again.
  var complaints: Set<String> = []
  /// Why runs wait to be recorded; nil while all are.
  var recordingProblem: String?
  /// Trainings that the present command has finished.
  var finishedRuns: [RunRecord] = []
  /// The latest run, if its test part has not been measured, and the revision that it left.
  var untested: (key: String, revision: Int)?
  /// In a run of an experiment, the latest training as it ended: it is looked at when the run is over.
  var latestTrained: Trained?
  private var workers: Engine?
  private var log: RunLog?

  package init(_ environment: LabEnvironment = LabEnvironment(), output: any Output) {
    self.environment = environment
    self.output = output
    catalog = Catalog(
      library: DataSets.Library(folders: environment.dataFolders),
      cache: DataCache(folder: environment.cacheFolder))
    state = LabState(seed: environment.seed)
  }

  /// Made when first needed: the prompt does not wait for it.
  package var engine: Engine {
    if let workers { return workers }
    let engine = Engine(threads: environment.threads)
    workers = engine
    return engine
  }

  /// Opens no file before something is recorded or asked for.
  package var runLog: RunLog {
    if let log { return log }
    let new = RunLog(folder: environment.runFolder)
    log = new
    return new
  }

  /// Changes the state without counting as a change that `undo` should know.
  func changeQuietly(_ change: (inout LabState) -> Void) {
    let before = revision
    change(&state)
    revision = before
  }

  func note(typed command: String) {
    typed.append(command)
    if typed.count > 2 * Lab.mostTyped { typed.removeFirst(Lab.mostTyped) }
  }

  func note(exitCode: Int32) { worstCode = max(worstCode, exitCode) }
}
