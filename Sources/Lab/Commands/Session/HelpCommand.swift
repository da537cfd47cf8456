import Basis
import Language

package struct HelpCommand: Command {
  var topic = ""
  var more = ""

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<HelpCommand>(
    "help", "Says what there is, or everything about one thing.",
    positions: [
      Setting("name", \.topic, "A command, layer, activation, measurement … or a list such as activations."),
      Setting("member", \.more, "Where a name has several meanings: layer dropout."),
    ],
    examples: [
      "help", "help train", "help elu", "help layer dropout", "help activations", "help thresholds",
    ],
    details: "NAME ? does the same.")

  package static func candidates(for slot: String, in lab: Lab) -> [String] { HelpTopic.names(in: lab) }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !topic.isEmpty else { return HelpOverview.report() }
    let name = more.isEmpty ? topic : "\(topic) \(more)"
    guard let report = try HelpTopic.report(name, in: lab) else {
      throw Problem(
        "there is no help for \"\(name)\"." + Suggestion.sentence(for: name, among: HelpTopic.names(in: lab)),
        advice: "help lists what there is", at: call[0]?.span)
    }
    return report
  }
}
