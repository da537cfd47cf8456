import ArgumentParser
import Foundation

/// When to use colour.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Whether to colour what goes to one stream. The first that says something decides: the flag, DESCENT_COLOR,
  /// FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, and at last whether the stream is a terminal that can.
  func allowsColour(onTerminal isTerminal: Bool, environment: [String: String]) -> Bool {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    switch environment["DESCENT_COLOR"].flatMap(ColourChoice.init(rawValue:)) {
    case .always: return true
    case .never: return false
    case .auto, nil: break
    }
    if isSet("FORCE_COLOR") { return true }
    if isSet("NO_COLOR") { return false }
    if isSet("CLICOLOR_FORCE"), environment["CLICOLOR_FORCE"] != "0" { return true }
    if environment["CLICOLOR"] == "0" { return false }
    return isTerminal && environment["TERM"] != "dumb"
  }
}
