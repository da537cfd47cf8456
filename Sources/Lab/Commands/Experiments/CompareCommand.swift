import Basis
import Experiments
import Language

package struct CompareCommand: Command {
  var chosen = RunSelection()
  var by: By?
  var what: What?
  var data = ""
  var experiment = ""
  var last: Int?

  enum By: String, CaseIterable, Sendable { case by }
  enum What: String, CaseIterable, Sendable { case time }

  /// More curves than this in one frame cannot be told apart, and more rows are a list.
  static let mostRuns = 26
  /// By time, unless somebody says which.
  private static let standardContenders = 20
  private static let mostRunsByTime = 1000

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let usage = "compare [RUN …] [by time] [data=…] [experiment=…] [last=…]"
  package static let card = Card<CompareCommand>(
    "compare",
    "Sets recorded runs side by side: what differs, how they went, and whether that is more than chance.",
    positions: [
      Setting(
        "runs", runs: \.chosen,
        "Which; otherwise the latest two, or by time the latest 20, an experiment's arm as one."),
      Setting("by", optionalChoice: \.by, "Stands before time."),
      Setting("what", optionalChoice: \.what, "time: accuracy against training time, and a run to prefer."),
    ],
    settings: [
      Setting("data", \.data, "Only runs on this data set."),
      Setting("experiment", \.experiment, "Only runs of this experiment or sweep."),
      Setting("last", optional: \.last, in: 2...mostRunsByTime, "The latest so many."),
    ],
    examples: ["compare", "compare 1 2", "compare 1..2 by time"],
    details: """
      Two test accuracies differ by more than chance if they are further apart than two standard errors of their \
      difference, 2·√(se₁² + se₂²). Runs of one experiment are paired by seed instead, and the mean difference is given \
      with its 95 % interval. By time, the seeds of an arm count as one: its accuracy is their mean, and its standard \
      error is made of the spread over the seeds and of the test part's size; a run that continues others, \
      or reuses their weights, takes their time along. The front are those of which no other is both at least as accurate and at least as fast \
      (Pareto). Recommended is the fastest of those that \
      are not significantly worse than the best.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let isByTime = by != nil || what != nil
    guard !isByTime || by != nil && what != nil else {
      throw Problem("compare goes by time", advice: "compare by time")
    }
    let runs = try isByTime ? contenders(in: lab) : runs(in: lab, 2, most: CompareCommand.mostRuns)
    let chains = try runs.map { try lab.ancestors(of: $0) }
    if isByTime { return try TimeComparison(runs, after: chains, on: lab.environment.machine).report() }
    guard runs.count > 1 else {
      throw Problem(
        "compare needs two runs, and there is one", advice: "train once more; runs lists what there is")
    }
    let study = runs.compactMap { $0.trial?.study }.first
    let mates = try study.map { try lab.runs(RunFilter(study: $0)) } ?? []
    return RunComparison(runs, after: chains, mates: mates).report
  }

  /// Without any choice the latest on one data set, arms with all their seeds.
  private func contenders(in lab: Lab) throws -> [RunRecord] {
    let most = CompareCommand.mostRunsByTime
    let runs = try runs(in: lab, most, most: most)
    guard chosen.isEmpty, last == nil, let latest = runs.last else { return runs }
    // An experiment that was asked for by name is compared as it ran last, not with its former times.
    let study = experiment.isEmpty ? nil : latest.trial?.study
    let alike = runs.filter {
      $0.setting("data") == latest.setting("data") && (study == nil || $0.trial?.study == study)
    }
    let groups = TimeComparison.groups(Array(alike.indices.reversed()), alike)
    return groups.prefix(CompareCommand.standardContenders).joined().sorted().map { alike[$0] }
  }

  private func runs(in lab: Lab, _ standard: Int, most: Int) throws -> [RunRecord] {
    let filter = RunFilter(
      data: data.isEmpty ? nil : data, experiment: experiment.isEmpty ? nil : experiment,
      last: last ?? standard)
    if !chosen.isEmpty, !data.isEmpty || !experiment.isEmpty || last != nil {
      throw Problem(
        "compare takes either numbers of runs or filters", advice: "compare 1 2, or compare last=5")
    }
    let runs =
      chosen.isEmpty
      ? Array(try lab.runs(filter).reversed())
      : try chosen.runs(in: lab)
    guard !runs.isEmpty else {
      _ = try lab.noRuns(filter)
      throw RunSelection.nothing
    }
    guard runs.count <= most else {
      throw Problem(
        "compare takes at most \(most) runs, got \(runs.count)",
        advice: "compare last=\(most), or runs export csv for more")
    }
    return runs
  }

  package static func candidates(for slot: String, in lab: Lab) -> [String] { lab.runNames(for: slot) }
}
