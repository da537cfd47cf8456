import Basis
import DataSets
import Interchange
import Language

package struct LoadCommand: Command {
  var file = ""
  var takesData = true

  package init() {}

  package static let group = CommandGroup.session
  package static let card = Card<LoadCommand>(
    "load", "Goes on where save left off: network, training, settings and data come back.",
    positions: [Setting("file", \.file, kind: .file, "A file that save wrote.")],
    settings: [
      Setting(
        "data", \.takesData, "off: network and settings alone; the data that is loaded now stays.")
    ],
    examples: ["load net.safetensors", "load net.safetensors data=off"],
    details: """
      Everything in the lab is replaced; undo brings it back. The data is loaded again as it was, generated, bundled or \
      from its files, and its SHA-256 checksum must be what it was when the file was saved. Training then goes on as if \
      it had never stopped, to the bit. Weights that another program has changed are taken, and load says so.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !file.isEmpty else { throw Problem("load needs a file", advice: "load my-net.safetensors") }
    let bytes = try Files.read(file)
    lab.trail?.read(file, bytes)
    let saved = try explained { try SavedLab(bytes) }
    let data = try explained { try loadedData(of: saved, in: lab) }
    var state = try explained { try LabState(saved, data: data) }
    let earlier = lab.state.script
    var report = Report()
    if takesData, saved.isUntouched {
      let first = saved.settings.firstSeed
      state.script = (first == lab.environment.seed ? [] : ["seed \(first)"]) + saved.settings.script
      report.scriptLine = ""
    } else {
      // Its own script leads elsewhere, so this line has to do.
      state.script = takesData ? [] : earlier
    }
    // A walk down a landscape belongs to no network and is in no file.
    state.walk = lab.state.walk
    lab.state = state
    report.append(try description(of: state, saved))
    return report
  }

  private func loadedData(of saved: SavedLab, in lab: Lab) throws -> DataSet? {
    guard takesData, let identity = saved.data else { return lab.state.data }
    do {
      return try identity.load(from: lab.catalog)
    } catch let problem as Problem {
      throw Problem(
        "its data, \(identity.name), does not come back: \(problem.message)",
        advice: "load \(Value.text(file).literal) data=off takes the network and the settings alone",
        kind: problem.kind)
    }
  }

  /// Problems that name the file, and that are fit for a screen whatever the file holds.
  private func explained<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let problem as Problem {
      throw Problem(
        "\(Files.shown(file)): \(Files.readable(problem.message))",
        advice: problem.advice.map { Files.readable($0) }
          ?? "save writes such files; was this one changed, or cut off on its way?", kind: problem.kind)
    }
  }

  private func description(of state: LabState, _ saved: SavedLab) throws -> Report {
    var report = Report()
    if let model = state.model {
      report.add(line: StyledText("\(file): \(SavedReport.phrase(model)) · digest \(model.digest)"))
      report.say(SavedReport.standing(model))
      report.append(SavedReport.facts(model))
    } else {
      report.add(line: StyledText("\(file): no network"))
    }
    report.append(SavedReport.shelf(state))
    if !saved.isUntouched {
      report.say(
        StyledText(
          "Its numbers are not those that Descent wrote: another program has changed them, or the file is damaged.",
          .warning))
    }
    if let data = state.data {
      if takesData {
        report.say(StyledText("\(data.name) is loaded again, the same to the bit: \(data.partsLine)."))
      } else if let model = state.model {
        report.append(try DataReport.fit(of: model, to: data))
      }
    }
    report.add(data: "file", .text(file))
    report.add(data: "untouched", .flag(saved.isUntouched))
    report.add(data: "data", state.data.map { .text($0.name) } ?? .null)
    return report
  }
}
