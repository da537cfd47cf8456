import Basis
import DataSets
import Interchange
import Language
import NeuralNet

package struct SaveCommand: Command {
  var file = ""
  var overwrites = false

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<SaveCommand>(
    "save", "Writes network, training and settings into a file, so that load goes on with them.",
    positions: [Setting("file", \.file, kind: .file, "Where to write it.")],
    settings: [Setting("overwrite", \.overwrites, "Replace a file that exists.")],
    sources: [Source("Hugging Face", 2022, "safetensors, github.com/huggingface/safetensors")],
    examples: ["save net.safetensors", "save net.safetensors overwrite=on"],
    details: """
      The file holds every weight, running statistic and optimizer memory, where the schedule and the epoch stand, all \
      seeds and settings, and how the data was loaded, but not the data itself. Going on after load gives the same bits \
      as never having stopped. It is a safetensors file, which Python reads too: tensors are named 1.dense.weights, \
      optimizer.velocity.1.dense.weights and so on. save script writes the commands that led here instead.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !file.isEmpty else {
      throw Problem("save needs a file name", advice: "save my-net.safetensors")
    }
    let model = try lab.needModel()
    let saved = lab.state.saved(firstSeed: lab.environment.seed)
    let bytes = try saved.bytes()
    try lab.permitWriting(to: file, overwriting: overwrites)
    try Files.write(bytes, to: file)
    var report = Report(
      line: StyledText(
        "\(file): \(SavedReport.phrase(model)) · \(Numbers.bytes(bytes.count)) · digest \(model.digest)"))
    report.say(SavedReport.standing(model))
    report.append(SavedReport.shelf(lab.state))
    if let data = saved.data, !data.canBeLoaded {
      report.say(
        StyledText(
          "\(data.name) was made in the lab and cannot be loaded again by a name: load \(file) data=off brings back "
            + "the rest.", .warning))
    }
    report.add(data: "file", .text(file))
    report.add(data: "bytes", .integer(bytes.count))
    report.append(SavedReport.facts(model))
    return report
  }
}

/// What `save` and `load` say of a network.
enum SavedReport {
  /// `4 layers, 26,710 parameters`
  static func phrase(_ model: Model) -> String {
    let network = model.network
    return network.blocks.count.counted("layer") + ", " + network.parameters.count.counted("parameter")
  }

  static func standing(_ model: Model) -> StyledText {
    let place = model.samplesOfEpoch > 0 ? ", in the middle of an epoch" : ""
    return StyledText(
      "\(model.optimizer.notation) after \(model.steps.counted("step")) and \(model.epochs.counted("epoch"))\(place)"
    )
  }

  static func shelf(_ state: LabState) -> Report {
    var report = Report()
    let names = state.shelf.map(\.name)
    if !names.isEmpty { report.say(StyledText("The shelf comes along: \(names.enumeration).")) }
    report.add(data: "shelf", .list(names.map { .text($0) }))
    return report
  }

  static func facts(_ model: Model) -> Report {
    var report = Report()
    report.add(data: "layers", .integer(model.network.blocks.count))
    report.add(data: "parameters", .integer(model.network.parameters.count))
    report.add(data: "epochs", .integer(model.epochs))
    report.add(data: "steps", .integer(model.steps))
    report.add(data: "digest", .text(model.digest))
    return report
  }
}
