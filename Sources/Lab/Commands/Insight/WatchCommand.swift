import Basis
import Language

package struct WatchCommand: Command {
  var what: Watch?

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<WatchCommand>(
    "watch", "Prints a line of gradient sizes, one figure a layer, after every epoch of training.",
    positions: [Setting("what", optionalChoice: \.what, "What to print; off for nothing.")],
    examples: ["watch gradients", "watch off"])

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if let what { lab.state.watch = what }
    let watch = lab.state.watch
    var report = Report(
      line: watch == .nothing
        ? "watch off: training prints its own line only"
        : "watching \(watch.rawValue): each epoch prints log10 of mean |∂L/∂W|, layer by layer")
    report.add(data: "watch", .text(watch.rawValue))
    return report
  }
}
