import Basis
import Experiments
import Language

/// What an experiment says of itself while it runs: what it is, where it goes on, how far it is.
final class StudyReport {
  /// An experiment that takes longer says what it is, and how far it is where no line can be rewritten.
  static let longSeconds = 60.0

  private let lab: Lab
  private let plan: ExperimentPlan
  private let progress: StudyProgress
  private let workers: Int
  private let start = StudyKeeper.now
  private var keeper: StudyKeeper?
  private var goesOn = false
  private var hasIntroduced = false
  private var shown: Double
  private var noted: Double

  init(_ lab: Lab, _ plan: ExperimentPlan, _ progress: StudyProgress, workers: Int) {
    (self.lab, self.plan, self.progress, self.workers) = (lab, plan, progress, workers)
    (shown, noted) = (start, start)
  }

  /// The keeper with what an earlier attempt has left, if there is any; nil where nothing can be kept, which is said.
  func opened(_ new: StudyKeeper?) -> StudyKeeper? {
    guard let new else { return nil }
    do {
      let isFresh = lab.environment.startsFresh && lab.freshStudies.insert(new.path).inserted
      goesOn = try new.open(startsFresh: isFresh)
      keeper = new
    } catch let problem as Problem {
      say("\(problem.message), so this attempt keeps nothing for an interruption")
    } catch {
      say("\(error.localizedDescription), so this attempt keeps nothing for an interruption")
    }
    return keeper
  }

  /// Says what an earlier attempt has done. Of `changed` commands and files the results are no longer what they were.
  func continues(_ keeper: StudyKeeper, with runs: Int, changed: [String]) {
    for text in changed {
      say("what \(text) reads has changed since; the runs that used it begin anew")
    }
    guard goesOn else { return }
    let all = plan.axes.armCount * plan.seeds.count
    let day = keeper.date.formatted(.iso8601.year().month().day())
    say(
      runs > 0
        ? "continuing, \(Numbers.grouped(runs)) of \(all.counted("run")) \(runs == 1 ? "was" : "were") finished on "
          + "\(day) (descent --fresh begins anew)"
        : "continuing where it was interrupted on \(day) (descent --fresh begins anew)")
  }

  /// To be called about ten times a second.
  func show() {
    sayRemarks()
    let now = StudyKeeper.now
    guard now - shown >= 0.1 else { return }
    shown = now
    let summary = progress.summary(at: now, workers: workers)
    let isLong = now - start >= StudyReport.longSeconds
    // An estimate from the first moments would jump.
    let left = now - start > 0.5 ? summary.secondsLeft : nil
    if !hasIntroduced, isLong || now - start >= 10 && left ?? 0 >= StudyReport.longSeconds {
      hasIntroduced = true
      noted = now
      say(introduction(summary, left))
    } else if !lab.output.showsProgress, now - noted >= StudyReport.longSeconds {
      noted = now
      lab.output.note(line(summary, now, left) + "\n")
    }
    lab.output.progress(line(summary, now, left).truncated(to: max(1, lab.output.width - 1)))
  }

  /// Takes the line of progress away.
  func close() {
    lab.output.progress(nil)
    sayRemarks()
  }

  func interruption(_ keeper: StudyKeeper?) -> Problem {
    guard let keeper, keeper.hasKept else {
      let seconds = StudyKeeper.now - start
      let isEarly = keeper.map { seconds < $0.firstSeconds } ?? false
      return Problem(
        "\(plan.name) was stopped"
          + (isEarly
            ? " after \(Numbers.duration(seconds)), before anything of it was kept"
            : "; nothing of it is kept"),
        kind: .interrupted)
    }
    let all = plan.axes.armCount * plan.seeds.count
    return Problem(
      "\(plan.name) was stopped; \(keeper.keptRuns) of \(all.counted("run")) and where the others stood are kept: the "
        + "same command goes on from there", kind: .interrupted)
  }

  // MARK: Words

  /// `nb1: full size · 18 runs on 2 cores · cifar10: train 45,000 · … · about 3 h 10 min`
  private func introduction(_ summary: StudyProgress.Summary, _ left: Double?) -> String {
    var parts: [String] = []
    if let size { parts.append(size) }
    parts.append(summary.allRuns.counted("run") + (workers > 1 ? " on \(workers) cores" : ""))
    parts += summary.data
    parts.append(
      left.map { "\(StudyReport.bound(summary)) \(Numbers.duration($0)) left" } ?? "nobody knows yet how long"
    )
    return parts.joined(separator: " · ")
  }

  /// Nil where the experiment has one size only.
  private var size: String? {
    if lab.isFullSize { return "full size" }
    return plan.text.contains("size(") ? "lesson size" : nil
  }

  private static func bound(_ summary: StudyProgress.Summary) -> String {
    summary.isUpperBound ? "up to" : "about"
  }

  /// `nb1: 7 of 18 runs · 412 of 900 epochs · 1 h 2 min · about 1 h 30 min left`
  private func line(_ summary: StudyProgress.Summary, _ now: Double, _ left: Double?) -> String {
    var parts = ["\(plan.name): \(Numbers.grouped(summary.runs)) of \(summary.allRuns.counted("run"))"]
    if let all = summary.allEpochs, all > 0 {
      parts.append("\(Numbers.grouped(summary.epochs)) of \(all.counted("epoch"))")
    }
    let seconds = keeper?.seconds ?? now - start
    if seconds >= 1 { parts.append(Numbers.duration(seconds)) }
    if let left { parts.append("\(StudyReport.bound(summary)) \(Numbers.duration(left)) left") }
    return parts.joined(separator: " · ")
  }

  private func sayRemarks() {
    for remark in keeper?.takeRemarks() ?? [] { say(remark) }
  }

  private func say(_ sentence: String) {
    lab.output.progress(nil)
    let text = StyledText("\(plan.name): \(sentence)")
    for line in TextWrapping.wrap(text, width: lab.output.width) { lab.output.note(line.plain + "\n") }
  }
}
