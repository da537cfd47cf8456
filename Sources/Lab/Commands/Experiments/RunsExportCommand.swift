import Basis
import DataSets
import Experiments
import Foundation
import Language

package struct RunsExportCommand: Command {
  var format = Format.csv
  var file = ""
  var rows = Rows.runs
  var data = ""
  var experiment = ""
  var last: Int?
  var overwrites = false

  enum Format: String, CaseIterable, Sendable { case csv, json }
  enum Rows: String, CaseIterable, Sendable { case runs, epochs }

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let card = Card<RunsExportCommand>(
    "runs export", "Writes recorded runs for other programs.",
    positions: [
      Setting("format", choice: \.format, "A table, or everything there is."),
      Setting("file", \.file, kind: .file, "Where to write; without one it is shown."),
    ],
    settings: [
      Setting("rows", choice: \.rows, "In a table: one line a run, or one line an epoch."),
      Setting("data", \.data, "Only runs on this data set."),
      Setting("experiment", \.experiment, "Only runs of this experiment or sweep."),
      Setting("last", optional: \.last, in: 1...1_000_000, "Only the latest so many."),
      Setting("overwrite", \.overwrites, "Replace a file that exists."),
    ],
    examples: ["runs export csv", "runs export json runs.json", "runs export csv epochs.csv rows=epochs"],
    details:
      "Earliest first. Numbers have a point whatever the locale; what is NaN or infinite says so in words.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if !file.isEmpty { try lab.permitWriting(to: file, overwriting: overwrites) }
    let filter = RunFilter(
      data: data.isEmpty ? nil : data, experiment: experiment.isEmpty ? nil : experiment, last: last)
    let runs = Array(try lab.runs(filter).reversed())
    guard !runs.isEmpty else { return try lab.noRuns(filter) }
    let text =
      switch (format, rows) {
      case (.json, _): JSON.list(runs.map(RunExport.json)).line + "\n"
      case (.csv, .runs): RunExport.csv(runs)
      case (.csv, .epochs): RunExport.csvOfEpochs(runs)
      }
    var report = Report()
    guard !file.isEmpty else {
      if format == .json, lab.output.isJSON {
        report.add(data: "runs", .list(runs.map(RunExport.json)))
      } else {
        report.add(code: "text", String(text.dropLast()))
      }
      return report
    }
    try Files.write(Data(text.utf8), to: file)
    report.add(line: StyledText("\(file): \(runs.count.counted("run")), \(Numbers.bytes(text.utf8.count))"))
    report.add(data: "file", .text(file))
    report.add(data: "count", .integer(runs.count))
    return report
  }

  package static func candidates(for slot: String, in lab: Lab) -> [String] { lab.runNames(for: slot) }
}
