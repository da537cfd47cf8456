import Basis
import Experiments

/// The script that repeats everything, to be copied.
enum ScriptChapter {
  static func section(of lab: Lab) -> Document.Section {
    let digest = lab.state.model.flatMap { $0.network.blocks.isEmpty ? nil : $0.digest }
    var report = Report()
    report.say(
      StyledText(
        "Saved as a file, it runs with \(command(lab))"
          + (digest.map { " and prints the digest \($0): the exact bits of all parameters" } ?? "")
          + ". The same version on the same kind of processor gives the same numbers, whatever the number of threads."
          + (fails(lab) ? " A claim that comes out otherwise than stated does not stop it then." : "")))
    report.add(
      code: "script",
      (SessionScript(lab).lines + (digest == nil ? [] : ["print digest"])).joined(separator: "\n"))
    return Document.Section("script", "To repeat it", report)
  }

  /// `descent --seeds 3 --keep-going FILE`
  static func command(_ lab: Lab) -> String {
    let seeds =
      switch lab.environment.seeds {
      case nil: ""
      case .count(let count): " --seeds \(count)"
      case .list(let seeds): " --seeds \(seeds.first ?? 0)..\(seeds.last ?? 0)"
      }
    let size = lab.isFullSize ? " --full" : ""
    return "descent\(size)\(seeds)\(fails(lab) ? " --keep-going" : "") FILE"
  }

  private static func fails(_ lab: Lab) -> Bool { lab.ledger.contains { !$0.holds } }
}
