import Basis
import DataSets
import Experiments
import Language
import NeuralNet

/// Keeping runs: every training that came to an end, however it did.
extension Lab {
  /// Notes a training that has just ended with the lab's present model.
  func noteRun(_ outcome: TrainingOutcome, _ curve: RunCurve, _ plan: TrainingPlan) {
    guard !isReplaying, let model = state.model, let data = state.data else { return }
    var run = RunRecord()
    run.version = environment.version
    run.seed = model.seed
    run.configuration = RunDescription.entries(state, model, data, plan, lesson: openLesson)
    run.continues = state.training.run
    run.epochs = curve.epochs
    (run.steps, run.samples, run.seconds) = (outcome.steps, outcome.samples, outcome.seconds)
    run.inherited = state.training.inheritance.count()
    run.digest = model.digest
    run.ending =
      switch outcome.ending {
      case .completed: .completed
      case .interrupted: .interrupted
      case .diverged: .diverged
      }
    state.training.run = run.key
    if recording != nil {
      latestTrained = Trained(run: run.key, model: model, data: data, revision: revision)
    } else {
      look(at: &run)
    }
    untested = run.test == nil ? (run.key, revision) : nil
    finishedRuns.append(run)
  }

  /// Gradients and the test part of what was trained last, where looking is little work; `evaluate` adds the test later.
  private func look(at run: inout RunRecord) {
    guard let model = state.model, let data = state.data, run.samples > 0 else { return }
    let work = LookWork(
      operationsPerSample: model.network.operationsPerSample, trainedSamples: run.samples)
    do {
      if work.affordsGradients {
        run.layers = try probe(samples: Lab.gradientSamples).blocks.map { block in
          RunRecord.LayerGradient(
            block.title, meanAbsolute: block.gradient?.meanAbsolute, deviation: block.gradient?.deviation,
            norm: block.gradient?.norm, zeroFraction: block.gradient?.zeroFraction)
        }
      }
      if run.test == nil, data.count(of: .test) > 0, work.affordsTest(of: data.count(of: .test)) {
        run.test = RunRecord.Quality(try evaluation(on: .test), unit: data.errorUnit)
      }
    } catch {
      // A network that cannot be looked at has been trained all the same; the run says what is known.
      run.layers = []
    }
  }

  /// What a run of an experiment has trained last, all its trainings as one, looked at once. To be called when the run is
  /// over: an experiment may train in a thousand pieces, and a look at each would cost more than they do.
  func wholeRun() -> RunRecord? {
    guard var run = (environment.recorder as? RunGatherer)?.whole else { return nil }
    if let latestTrained, latestTrained.run == run.key {
      if latestTrained.revision != revision {
        (state.model, state.data) = (latestTrained.model, latestTrained.data)
      }
      look(at: &run)
    }
    return run
  }

  /// A training of an experiment's run as it ended.
  struct Trained {
    let run: String
    let model: Model
    let data: DataSet
    /// The lab's then.
    let revision: Int
  }

  /// Records what the command that has just run has finished.
  func recordFinishedRuns() {
    guard !finishedRuns.isEmpty else { return }
    let script = ["seed \(environment.seed)"] + state.script
    let runs = finishedRuns.map { run in
      var run = run
      run.script = script
      return run
    }
    finishedRuns = []
    runKeys += runs.map(\.key)
    keepingRuns { try $0.record(runs) }
  }

  /// Records the runs of an experiment.
  func keep(_ runs: [RunRecord]) {
    guard !runs.isEmpty else { return }
    runKeys += runs.map(\.key)
    keepingRuns { try $0.record(runs) }
  }

  /// Keeps verdicts for later sessions.
  package func keep(_ claims: [ClaimEntry]) {
    guard !claims.isEmpty else { return }
    keepingRuns { try $0.keep(claims) }
  }

  /// Every claim that was judged: in this session, or before it and not since.
  var allClaims: [ClaimEntry] {
    var former: [ClaimEntry] = []
    if environment.recorder == nil, runLog.isThere {
      keepingRuns { _ in former = try runLog.ledger() }
    }
    return former.filter { entry in !ledger.contains { $0.isAgain(entry) } } + ledger
  }

  /// The test part was measured: a run that did without, and after which nothing has changed, gets it now.
  func noteTest(_ evaluation: Evaluation, _ data: DataSet) {
    guard let (key, then) = untested, then == revision else { return }
    untested = nil
    keepingRuns { try $0.complete(key, test: RunRecord.Quality(evaluation, unit: data.errorUnit)) }
  }

  /// Says once what is not being recorded; the lab goes on.
  private func keepingRuns(_ body: (any RunRecorder) throws -> Void) {
    do {
      try body(environment.recorder ?? runLog)
      guard let former = recordingProblem, runLog.waitingCount == 0 else { return }
      recordingProblem = nil
      // Should it happen again, it is news again.
      complaints.remove(former)
      output.talk("runs are being recorded again, with those that waited\n")
    } catch let problem as Problem {
      if runLog.waitingCount > 0 { recordingProblem = problem.message }
      complain(problem)
    } catch {
      complain(Problem("runs are not being recorded: \(error.localizedDescription)"))
    }
  }

  /// To be called at the end of a session: writes what still waits, or says what is lost.
  package func close() {
    do { try runLog.close() } catch let problem as Problem { complain(problem) } catch { show(error) }
  }

  /// The runs that trained this one's network before, earliest first, as far as they are still there.
  func ancestors(of run: RunRecord) throws -> [RunRecord] {
    var ancestors: [RunRecord] = []
    var seen: Set<String> = [run.key]
    var next = run.continues
    while let key = next, seen.insert(key).inserted, ancestors.count < 1000 {
      guard let number = try runLog.number(ofKey: key), let before = try runLog.runs([number]).first else {
        break
      }
      ancestors.insert(before, at: 0)
      next = before.continues
    }
    return ancestors
  }

  private var openLesson: String? { lessonDepth > 0 ? player?.run.lesson.name : nil }
}

extension RunRecord.Quality {
  init(_ evaluation: Evaluation, unit: Double) {
    self.init(
      samples: evaluation.samples, loss: evaluation.loss, accuracy: evaluation.accuracy,
      error: evaluation.meanAbsoluteError.map { $0 * unit })
  }
}

/// Gathers the runs of a lab that nobody sees: what an experiment's arm trains becomes one run of the experiment.
package final class RunGatherer: RunRecorder {
  package private(set) var runs: [RunRecord] = []

  package init() {}

  package func record(_ runs: [RunRecord]) { self.runs += runs }

  /// No claim is judged where nobody looks.
  package func keep(_ claims: [ClaimEntry]) {}

  package func complete(_ key: String, test: RunRecord.Quality) {
    for index in runs.indices where runs[index].key == key { runs[index].test = test }
  }

  /// All trainings of the network that was trained last, as one; nil if there was none.
  package var whole: RunRecord? {
    runs.reduce(nil) { whole, run in
      guard let whole, run.continues == whole.key else { return run }
      return whole.joined(with: run)
    }
  }
}
