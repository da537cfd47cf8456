import Basis
import Experiments
import Language

package struct RunsCommand: Command {
  var data = ""
  var experiment = ""
  var last = 20

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let card = Card<RunsCommand>(
    "runs", "Lists the trainings that were recorded, latest first.",
    settings: [
      Setting("data", \.data, "Only those on this data set."),
      Setting("experiment", \.experiment, "Only those of this experiment or sweep."),
      Setting("last", \.last, in: 1...1_000_000, "How many."),
    ],
    examples: ["runs", "runs data=digits last=5"],
    details: """
      Every train is recorded: settings, seed, every epoch, the gradients of every layer at the end, test accuracy with \
      its standard error, digest, and the script that repeats it. Training the same network further is a new run that \
      says which one it continues. Each arm and seed of an experiment is a run; trainings of a lesson are runs with the \
      lesson's name; single steps are none. Recording looks at the test part only where that takes no noticeable time; \
      evaluate adds it otherwise. undo takes a training back, but what happened stays recorded: runs delete removes it. \
      The store is an SQLite file, runs.sqlite, in the XDG data folder. If it cannot be written, the lab goes on, says \
      so once, and writes what waits as soon as it can.
      """)

  var filter: RunFilter {
    RunFilter(data: data.isEmpty ? nil : data, experiment: experiment.isEmpty ? nil : experiment, last: last)
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let runs = try lab.runs(filter)
    guard !runs.isEmpty else { return try lab.noRuns(filter) }
    var report = Report()
    report.add(RunTable.of(runs))
    if let legend = RunTable.legend(runs) { report.add(line: StyledText(legend, .faint)) }
    return report
  }

  package static func candidates(for slot: String, in lab: Lab) -> [String] { lab.runNames(for: slot) }
}

extension Lab {
  /// Latest first. Does not make a store where there is none.
  func runs(_ filter: RunFilter) throws -> [RunRecord] {
    guard runLog.isThere else { return [] }
    return try runLog.runs(try runLog.numbers(filter))
  }

  /// What to say where no run is found.
  func noRuns(_ filter: RunFilter) throws -> Report {
    let names = runLog.isThere ? try runLog.names() : (data: [], experiments: [])
    if let data = filter.data, !names.data.contains(data) {
      throw Problem(
        "no run was recorded on data \"\(data)\"." + Suggestion.sentence(for: data, among: names.data),
        advice: names.data.isEmpty ? "train records one" : "data: \(names.data.joined(separator: ", "))")
    }
    if let experiment = filter.experiment, !names.experiments.contains(experiment) {
      throw Problem(
        "no run was recorded of an experiment \"\(experiment)\"."
          + Suggestion.sentence(for: experiment, among: names.experiments),
        advice: names.experiments.isEmpty
          ? "runs lists all" : "experiments: \(names.experiments.joined(separator: ", "))")
    }
    let waiting = runLog.waitingCount
    var report = Report(
      waiting == 0
        ? "No run has been recorded yet; train records one."
        : StyledText("\(waiting.counted("run")) wait to be written, and no other is recorded."))
    report.add(data: "runs", .list([]))
    return report
  }

  /// For completion, which stays silent about a store that cannot be read.
  func runNames(for slot: String) -> [String] {
    guard runLog.isThere else { return [] }
    do {
      let names = try runLog.names()
      return slot == "data" ? names.data : slot == "experiment" ? names.experiments : []
    } catch {
      return []
    }
  }
}
