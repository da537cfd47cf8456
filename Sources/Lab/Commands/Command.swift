import Basis
import Language

/// Something the learner can type. Its stored properties are its arguments; `run` does it.
package protocol Command: Item {
  static var group: CommandGroup { get }
  static var role: CommandRole { get }
  /// The line that help shows first; derived from the card unless the command says it better.
  static var usage: String { get }
  /// Whether its named arguments are names of the learner's choice, which it reads from the call.
  static var takesAnyName: Bool { get }
  /// Some of those names, for completion.
  static var suggestedNames: [String] { get }
  /// Whether its first word may be several with `or` between them: `data cifar10 or digits`. Which is meant, `choose`
  /// says.
  static var takesAlternatives: Bool { get }
  static func choose(among words: [String], in lab: Lab) throws -> String
  /// Whether it makes sense inside an experiment: on the state of a lab that nobody sees.
  static var runsInExperiments: Bool { get }
  /// Words that may stand in a place of this command and that only the lab knows: data sets, lessons, classes.
  static func candidates(for slot: String, in lab: Lab) -> [String]
  /// Does it. On a thrown `Problem` the lab is as it was before.
  func run(in lab: Lab, _ call: Call) throws -> Report
}

extension Command {
  package static var role: CommandRole { .state }
  package static var takesAnyName: Bool { false }
  package static var suggestedNames: [String] { [] }
  package static var takesAlternatives: Bool { false }
  package static func choose(among words: [String], in lab: Lab) throws -> String {
    preconditionFailure("\(name) takes no alternatives")
  }
  package static var runsInExperiments: Bool { role == .state }
  package static var usage: String { Usage.line(for: description) }
  package static func candidates(for slot: String, in lab: Lab) -> [String] { [] }
}

package enum CommandRole: Sendable {
  /// Shows or changes the lab's state: all or nothing, undone by `undo`, kept for `save script`.
  case state
  /// Acts on the session or runs other commands; what those change is theirs.
  case session
}

package enum CommandGroup: String, CaseIterable, Sendable {
  case data, network, training, insight, experiments, lessons, session

  package var summary: String {
    switch self {
    case .data: "what to learn from"
    case .network: "layers and what rides along"
    case .training: "how to learn"
    case .insight: "what a notebook hides"
    case .experiments: "back and forth"
    case .lessons: "reading and doing"
    case .session: "the shell itself"
    }
  }
}

enum Usage {
  /// `layer insert POSITION [LAYER …] [name=value …]`
  static func line(for item: ItemDescription) -> String {
    let places = item.entries.filter(\.isPosition).map { "[\($0.name.uppercased())]" }
    let named = item.entries.filter { !$0.isPosition }.map { entry in
      switch entry.standard {
      case .text(""): "[\(entry.name)=…]"
      default: "[\(entry.name)=\(entry.standard.literal)]"
      }
    }
    return ([item.name] + places + named).joined(separator: " ")
  }
}
