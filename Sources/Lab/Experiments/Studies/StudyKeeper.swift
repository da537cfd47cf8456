import Basis
import DataSets
import Experiments
import Foundation
import Interchange
import Language

/// Keeps what a long experiment has worked out, so that the same command goes on after an interruption of any kind.
///
/// A study's folder is named by all that its results follow from: the commands, the size, the program that runs them.
/// Arms and seeds are not among it, so a study may be extended. Short experiments never have one.
// Sendable: everything that changes is only touched while `lock` is locked.
final class StudyKeeper: @unchecked Sendable {
  /// Checkpoints of one study at once.
  static let mostBytes = 4_000_000_000
  /// Seconds between two notes of how long the study has taken.
  private static let noteSeconds = 5.0

  /// Seconds between two checkpoints of a training.
  let checkpointSeconds: Double
  /// A study that takes less keeps nothing.
  var firstSeconds: Double { 5 * checkpointSeconds }
  let path: String
  private let start = StudyKeeper.now
  private let lock = NSLock()
  private var folder: StudyFolder?
  /// What has gone wrong, until somebody says it.
  private var remarks: [String] = []
  /// Nothing is kept any more.
  private var isOff = false
  /// What was finished before the study was long enough to be kept: runs, and what was done once on the way to one.
  private var waiting: [(name: String, content: Data)] = []
  private var bytesOfTrainings: [String: Int] = [:]
  private var isFull = false
  private var notes: Notes
  private var earlierSeconds = 0.0
  private var noted = 0.0

  private struct Notes: Codable {
    var name: String
    var study: String
    /// Of all attempts so far.
    var seconds: Double
    var date: Date
  }

  private static let notesName = "study"
  /// A run's trainings are kept in files whose names begin with the run's.
  private static let runEnding = ".run"

  static var now: Double { ProcessInfo.processInfo.systemUptime }

  /// Nil where nothing is to be kept.
  init?(_ plan: ExperimentPlan, _ environment: LabEnvironment, isFullSize: Bool) {
    guard let parent = environment.studyFolder else { return nil }
    path = parent + "/" + StudyKeeper.name(of: plan, environment, isFullSize: isFullSize)
    checkpointSeconds = environment.checkpointSeconds
    notes = Notes(name: plan.name, study: plan.study, seconds: 0, date: Date())
  }

  /// 32 hexadecimal digits.
  private static func name(of plan: ExperimentPlan, _ environment: LabEnvironment, isFullSize: Bool) -> String
  {
    var parts = [
      "1", environment.version, environment.programIdentity, plan.name, isFullSize ? "full" : "lesson",
      plan.isLesson ? "of a lesson" : "own", plan.axes.map(\.name).joined(separator: " "), plan.program.text,
    ]
    if let fork = plan.fork {
      parts.append(fork.script.text)
      parts += fork.bindings.names.map { "\($0)=\(fork.bindings[$0]?.literal ?? "")" }
      parts += fork.settings.map { "\($0)" }
    }
    // Lengths before the parts, so that no two lists look alike.
    let text = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
    return String(SHA256.hex(Array(text.utf8)).prefix(StudyFolder.nameLength))
  }

  static func name(ofRun arm: [Value], seed: UInt64) -> String {
    var sum = Fingerprint()
    for value in arm { sum.add(value.literal) }
    sum.add([seed])
    return sum.hex
  }

  // MARK: Going on

  /// Opens what an earlier attempt has left. Returns false if there is nothing.
  func open(startsFresh: Bool) throws -> Bool {
    do {
      guard let folder = try StudyFolder.open(path, creating: false) else { return false }
      lock.withLock { self.folder = folder }
      if startsFresh {
        folder.clear()
        return false
      }
      if let bytes = try folder.read(StudyKeeper.notesName) {
        notes = try JSONText.decode(Notes.self, from: bytes, what: "the study's notes")
        earlierSeconds = notes.seconds.isFinite ? max(0, notes.seconds) : 0
      }
      return !folder.names(beginning: "").isEmpty
    } catch let problem as Problem where problem.kind == .malformed {
      // Notes that cannot be read are missed by nobody but the clock.
      return true
    } catch {
      lock.withLock { isOff = true }
      throw error
    }
  }

  /// Names the study whose runs belong together, over all attempts.
  var study: String { notes.study }
  var date: Date { notes.date }
  /// Of all attempts.
  var seconds: Double { earlierSeconds + StudyKeeper.now - start }

  /// A run that an earlier attempt has finished. Throws a `Problem` for one whose file is damaged.
  func finishedRun(_ arm: [Value], seed: UInt64) throws -> SavedRun? {
    guard let folder = lock.withLock({ folder }) else { return nil }
    let name = StudyKeeper.name(ofRun: arm, seed: seed)
    guard let bytes = try folder.read(name + StudyKeeper.runEnding) else { return nil }
    let saved = try SavedRun.read(bytes)
    return saved.run.arm == arm && saved.run.seed == seed ? saved : nil
  }

  func forget(_ arm: [Value], seed: UInt64) {
    let name = StudyKeeper.name(ofRun: arm, seed: seed)
    lock.withLock { folder?.remove(name + StudyKeeper.runEnding) }
  }

  func read(_ name: String) throws -> [UInt8]? { try lock.withLock({ folder })?.read(name) }

  // MARK: Keeping

  /// Whether the study has gone on for long enough, or an attempt before.
  var isKeeping: Bool {
    lock.withLock { !isOff && (folder != nil || StudyKeeper.now - start >= firstSeconds) }
  }

  /// Keeps a finished run, and forgets the trainings on the way to it.
  func keep(_ run: SavedRun) {
    let name = StudyKeeper.name(ofRun: run.run.arm, seed: run.run.seed)
    attempt {
      let trainings = name + "-"
      waiting.removeAll { $0.name.hasPrefix(trainings) }
      bytesOfTrainings = bytesOfTrainings.filter { !$0.key.hasPrefix(trainings) }
      waiting.append((name + StudyKeeper.runEnding, try run.bytes()))
      notes.date = Date()
      guard let folder = try openedFolder() else { return }
      folder.names(beginning: trainings).forEach(folder.remove)
      try note(in: folder)
    }
  }

  /// Keeps where a training stands, in place of where it stood before.
  func keep(of training: String, _ makeContent: () throws -> Data) {
    guard isKeeping else { return }
    let made = Result { try makeContent() }
    attempt {
      guard let folder = try openedFolder() else { return }
      let content = try made.get()
      guard hasRoom(for: content, of: training) else { return }
      try folder.write(content, to: training)
      if StudyKeeper.now - noted >= StudyKeeper.noteSeconds { try note(in: folder) }
    }
  }

  /// Keeps what came of work that is done once. A study of a few seconds holds it until it is long enough to be kept: a
  /// training comes by again with where it stands, this does not.
  func keepOnce(_ work: String, _ makeContent: () throws -> Data) {
    guard lock.withLock({ !isOff }) else { return }
    let made = Result { try makeContent() }
    attempt {
      let content = try made.get()
      guard hasRoom(for: content, of: work) else { return }
      waiting.append((work, content))
      if let folder = try openedFolder() { try note(in: folder) }
    }
  }

  private func hasRoom(for content: Data, of training: String) -> Bool {
    let others = bytesOfTrainings.reduce(0) { $0 + ($1.key == training ? 0 : $1.value) }
    guard others + content.count <= StudyKeeper.mostBytes else {
      if !isFull {
        let limit = Numbers.bytes(StudyKeeper.mostBytes)
        remarks.append("unfinished runs take \(limit) by now; further trainings of them are not kept")
      }
      isFull = true
      return false
    }
    bytesOfTrainings[training] = content.count
    return true
  }

  /// Nothing of the study has to be kept any longer.
  func finish() {
    lock.withLock { folder?.delete() }
    close()
  }

  /// Lets others have the folder.
  func close() {
    lock.withLock {
      folder = nil
      isOff = true
    }
  }

  /// Something from an earlier attempt is of no use.
  func passedOver(_ problem: Problem) {
    lock.withLock { remarks.append("\(problem.message), so that part runs anew") }
  }

  /// What has gone wrong since somebody asked.
  func takeRemarks() -> [String] {
    lock.withLock {
      defer { remarks = [] }
      return remarks
    }
  }

  /// Runs kept for another attempt.
  var keptRuns: Int {
    lock.withLock { folder?.names(beginning: "").count { $0.hasSuffix(StudyKeeper.runEnding) } ?? 0 }
  }
  /// Whether another attempt finds anything.
  var hasKept: Bool { lock.withLock { folder.map { !$0.names(beginning: "").isEmpty } ?? false } }

  /// Does it in peace. The first failure ends all keeping: the study itself goes on.
  private func attempt(_ body: () throws -> Void) {
    lock.withLock {
      guard !isOff else { return }
      do {
        try body()
      } catch {
        isOff = true
        let reason = (error as? Problem)?.message ?? error.localizedDescription
        remarks.append(
          "the study goes on, but from here nothing of it is kept for an interruption: \(reason)")
      }
    }
  }

  /// With all that has waited for it; nil while the study is not long enough.
  private func openedFolder() throws -> StudyFolder? {
    if folder == nil {
      guard StudyKeeper.now - start >= firstSeconds else { return nil }
      if let parent = path.lastIndex(of: "/") {
        StudyFolder.deleteAbandoned(in: String(path[..<parent]), now: Date())
      }
      folder = try StudyFolder.open(path, creating: true)
    }
    while let folder, let (name, content) = waiting.first {
      try folder.write(content, to: name)
      waiting.removeFirst()
    }
    return folder
  }

  private func note(in folder: StudyFolder) throws {
    noted = StudyKeeper.now
    notes.seconds = earlierSeconds + noted - start
    try folder.write(Data(try JSONText.encode(notes)), to: StudyKeeper.notesName)
  }
}
