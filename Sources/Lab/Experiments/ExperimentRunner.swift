import Basis
import DataSets
import Experiments
import Foundation
import Language

/// Runs every arm of an experiment with every seed, each in a fresh lab of its own.
struct ExperimentRunner {
  private let lab: Lab
  private let plan: ExperimentPlan
  /// Every combination of an arm and a seed, arm by arm.
  private let trials: [Trial]

  private struct Trial: Sendable {
    let arm: Int
    let values: [Value]
    let seed: UInt64
  }

  init(_ lab: Lab, _ plan: ExperimentPlan) {
    self.lab = lab
    self.plan = plan
    trials = plan.axes.arms.enumerated().flatMap { arm, values in
      plan.seeds.map { Trial(arm: arm, values: values, seed: $0) }
    }
  }

  /// Where a run takes place: what of the outer lab's environment it may see.
  struct Place: Sendable {
    let dataFolders: [String]
    let cacheFolder: String?
    let scratchFolder: String
    let version: String
    let isFullSize: Bool
    let isLesson: Bool
    let threads: Int
  }

  func run() throws -> ExperimentResult {
    var plan = plan
    let workers = lab.environment.threads
    let place = Place(
      dataFolders: lab.environment.dataFolders, cacheFolder: lab.environment.cacheFolder,
      scratchFolder: lab.environment.scratchFolder, version: lab.environment.version,
      isFullSize: lab.isFullSize, isLesson: plan.isLesson,
      // All runs alike, so that their times can be compared.
      threads: max(1, workers / max(1, trials.count)))
    let start = StudyKeeper.now
    let progress = StudyProgress(arms: trials.map(\.arm))
    let report = StudyReport(lab, plan, progress, workers: min(workers, trials.count))
    let keeper = report.opened(StudyKeeper(plan, lab.environment, isFullSize: lab.isFullSize))
    if let keeper { plan.study = keeper.study }

    defer { keeper?.close() }
    var runs = keeper.map { restored($0, progress, report, at: place) } ?? [:]
    let open = trials.indices.filter { runs[$0] == nil }
    let outcomes: [ExperimentRun]?
    do {
      outcomes = try Crew.run(open.count, workers: workers) { _ in
        report.show()
        return lab.isInterrupted
      } job: { [plan, trials] index, isStopped in
        let number = open[index]
        let trial = trials[number]
        let trail = RunTrail(keeper, progress, run: number, arm: trial.values, seed: trial.seed)
        progress.began(number, at: StudyKeeper.now)
        let run = try ExperimentRunner.perform(
          plan, trial.values, trial.seed, at: place, trail, isStopped)
        progress.finished(number, at: StudyKeeper.now)
        keeper?.keep(SavedRun(run, epochs: trail.epochs, inputs: trail.inputs))
        return run
      }
    } catch {
      report.close()
      throw error
    }
    report.close()
    guard let outcomes else { throw report.interruption(keeper) }
    for (number, run) in zip(open, outcomes) { runs[number] = run }
    keeper?.finish()
    let all = trials.indices.compactMap { runs[$0] }
    lab.keep(all.compactMap(\.record))
    return ExperimentResult(
      name: plan.name, axes: plan.axes, seeds: plan.seeds, runs: all,
      seconds: keeper?.seconds ?? StudyKeeper.now - start)
  }

  // MARK: Going on

  /// Runs that an earlier attempt has finished, by their numbers, as far as what they have read is still the same.
  private func restored(
    _ keeper: StudyKeeper, _ progress: StudyProgress, _ report: StudyReport, at place: Place
  ) -> [Int: ExperimentRun] {
    var saved: [Int: SavedRun] = [:]
    for (number, trial) in trials.enumerated() {
      do {
        saved[number] = try keeper.finishedRun(trial.values, seed: trial.seed)
      } catch let problem as Problem {
        keeper.passedOver(problem)
        keeper.forget(trial.values, seed: trial.seed)
      } catch {
        keeper.forget(trial.values, seed: trial.seed)
      }
    }
    // Whatever the seed, the same command reads the same source, so one look at each is enough.
    var changed: Set<String> = []
    var seen: Set<String> = []
    for input in saved.sorted(by: { $0.key < $1.key }).flatMap(\.value.inputs)
    where seen.insert(input.text).inserted {
      if !ExperimentRunner.isSame(input, at: place) { changed.insert(input.text) }
    }
    for (number, run) in saved where run.inputs.contains(where: { changed.contains($0.text) }) {
      saved[number] = nil
      keeper.forget(trials[number].values, seed: trials[number].seed)
    }
    for (number, run) in saved {
      progress.restored(number, seconds: run.run.seconds, epochs: run.epochs)
    }
    report.continues(keeper, with: saved.count, changed: changed.sorted())
    return saved.mapValues { saved in
      let run = saved.run
      var record = run.record
      record?.trial?.study = keeper.study
      return ExperimentRun(
        arm: run.arm, seed: run.seed, measures: run.measures, seconds: run.seconds, record: record)
    }
  }

  /// Reads once more what an earlier attempt has read.
  private static func isSame(_ input: StudyInput, at place: Place) -> Bool {
    do {
      switch input.sort {
      case .file: return Fingerprint(try Files.read(input.text)).hex == input.fingerprint
      case .data:
        let lab = lab(seed: input.seed, at: place) { false }
        try Interpreter(lab).run(try Program(parsing: input.text))
        return lab.state.data?.fingerprint.hex == input.fingerprint
      }
    } catch {
      // The run itself will say what is missing.
      return false
    }
  }

  // MARK: One run

  private static func lab(
    seed: UInt64, at place: Place, _ isStopped: @escaping @Sendable () -> Bool
  ) -> Lab {
    var environment = LabEnvironment()
    environment.seed = seed
    environment.dataFolders = place.dataFolders
    environment.cacheFolder = place.cacheFolder
    environment.scratchFolder = place.scratchFolder
    environment.version = place.version
    environment.isFullSize = place.isFullSize
    environment.threads = place.threads
    environment.isInterrupted = isStopped
    environment.recorder = RunGatherer()
    let lab = Lab(environment, output: SilentOutput())
    lab.lessonDepth = place.isLesson ? 1 : 0
    return lab
  }

  private static func perform(
    _ plan: ExperimentPlan, _ arm: [Value], _ seed: UInt64, at place: Place, _ trail: RunTrail,
    _ isStopped: @escaping @Sendable () -> Bool
  ) throws -> ExperimentRun {
    let lab = lab(seed: seed, at: place, isStopped)
    lab.recording = Recording()
    lab.trail = trail
    let start = StudyKeeper.now
    do {
      if let fork = plan.fork {
        lab.bindings = fork.bindings
        try Interpreter(lab).run(fork.script)
        for (setting, value) in zip(fork.settings, arm) { try setting.apply(value, to: lab) }
      } else {
        for (axis, value) in zip(plan.axes, arm) { lab.bindings[axis.name] = value }
      }
      try Interpreter(lab).run(plan.program)
      if plan.fork != nil { try lab.measureTheUsual() }
    } catch let diagnostic as Diagnostic {
      throw named(diagnostic, plan, arm, seed)
    } catch let problem as Problem {
      throw named(Diagnostic(problem, in: plan.program.source), plan, arm, seed)
    }
    let seconds = StudyKeeper.now - start + trail.restoredSeconds
    let measures = lab.recording?.measures ?? []
    return ExperimentRun(
      arm: arm, seed: seed, measures: measures, seconds: seconds,
      record: record(lab.wholeRun(), plan, arm, measures))
  }

  /// The run's trainings as the store keeps them: as a part of this experiment.
  private static func record(
    _ run: RunRecord?, _ plan: ExperimentPlan, _ arm: [Value], _ measures: [Measured]
  ) -> RunRecord? {
    guard var run else { return nil }
    run.trial = RunRecord.Trial(
      experiment: plan.name, arm: arm.map(\.literal).joined(separator: ", "),
      settings: zip(plan.axes, arm).map { .init($0.name, $1.literal) }, study: plan.study)
    run.measures = measures.compactMap { measured in
      measured.number.map { RunRecord.Measure(measured.name, $0) }
    }
    return run
  }

  /// The same problem, with the run it happened in.
  private static func named(
    _ diagnostic: Diagnostic, _ plan: ExperimentPlan, _ arm: [Value], _ seed: UInt64
  ) -> Diagnostic {
    var problem = diagnostic.problem
    let settings = zip(plan.axes, arm).map { ", \($0.name)=\($1.literal)" }.joined()
    problem.message = "seed \(seed)\(settings): \(problem.message)"
    return Diagnostic(problem, in: diagnostic.source)
  }
}
