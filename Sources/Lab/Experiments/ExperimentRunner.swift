import Basis
import Experiments
import Foundation
import Language

/// Runs every arm of an experiment with every seed, each in a fresh lab of its own on one thread.
struct ExperimentRunner {
  private let lab: Lab
  private let plan: ExperimentPlan

  init(_ lab: Lab, _ plan: ExperimentPlan) {
    self.lab = lab
    self.plan = plan
  }

  /// Where a run takes place: what of the outer lab's environment it may see.
  private struct Place: Sendable {
    let dataFolders: [String]
    let cacheFolder: String?
    let scratchFolder: String
    let version: String
    let isFullSize: Bool
  }

  func run() throws -> ExperimentResult {
    let (plan, lab) = (plan, lab)
    let arms = plan.axes.arms
    let place = Place(
      dataFolders: lab.environment.dataFolders, cacheFolder: lab.environment.cacheFolder,
      scratchFolder: lab.environment.scratchFolder, version: lab.environment.version,
      isFullSize: lab.isFullSize)
    let total = arms.count * plan.seeds.count
    let start = lab.environment.clock()
    var shown = start
    let runs = try Crew.run(total, workers: lab.environment.threads) { done in
      let now = lab.environment.clock()
      if now - shown >= 0.1 {
        show(done, of: total, after: now - start)
        shown = now
      }
      return lab.isInterrupted
    } job: { index, isStopped in
      let (arm, seed) = index.quotientAndRemainder(dividingBy: plan.seeds.count)
      return try ExperimentRunner.perform(plan, arms[arm], plan.seeds[seed], at: place, isStopped)
    }
    lab.output.progress(nil)
    guard let runs else {
      throw Problem("\(plan.name) was stopped; nothing of it is kept", kind: .interrupted)
    }
    lab.keep(runs.compactMap(\.record))
    return ExperimentResult(
      name: plan.name, axes: plan.axes, seeds: plan.seeds, runs: runs,
      seconds: lab.environment.clock() - start)
  }

  private func show(_ done: Int, of total: Int, after elapsed: Double) {
    var text = "\(plan.name): \(Numbers.grouped(done)) of \(total.counted("run"))"
    if done > 0, elapsed > 0.5 {
      text += " · \(Numbers.duration(elapsed / Double(done) * Double(total - done))) left"
    }
    lab.output.progress(text)
  }

  // MARK: One run

  private static func perform(
    _ plan: ExperimentPlan, _ arm: [Value], _ seed: UInt64, at place: Place,
    _ isStopped: @escaping @Sendable () -> Bool
  ) throws -> ExperimentRun {
    var environment = LabEnvironment()
    environment.seed = seed
    environment.dataFolders = place.dataFolders
    environment.cacheFolder = place.cacheFolder
    environment.scratchFolder = place.scratchFolder
    environment.version = place.version
    environment.isFullSize = place.isFullSize
    environment.isInterrupted = isStopped
    let gatherer = RunGatherer()
    environment.recorder = gatherer
    let lab = Lab(environment, output: SilentOutput())
    lab.recording = Recording()
    lab.lessonDepth = plan.isLesson ? 1 : 0
    let start = environment.clock()
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
    let measures = lab.recording?.measures ?? []
    return ExperimentRun(
      arm: arm, seed: seed, measures: measures, seconds: environment.clock() - start,
      record: record(gatherer.whole, plan, arm, measures))
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
