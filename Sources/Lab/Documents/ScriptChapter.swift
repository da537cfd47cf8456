import Basis

/// The script that repeats everything, to be copied.
enum ScriptChapter {
  static func section(of lab: Lab) -> Document.Section {
    let script = SessionScript(lab)
    let digest = lab.state.model.flatMap { $0.network.blocks.isEmpty ? nil : $0.digest }
    var report = Report()
    let fails = lab.ledger.contains { !$0.holds }
    report.say(
      StyledText(
        "Saved as a file, it runs with descent \(fails ? "--keep-going " : "")FILE"
          + (digest.map { " and prints the digest \($0): the exact bits of all parameters" } ?? "")
          + ". The same version on the same kind of processor gives the same numbers, whatever the number of threads."
          + (fails ? " A claim that comes out otherwise than stated does not stop it then." : "")))
    report.add(
      code: "script", (script.lines + (digest == nil ? [] : ["print digest"])).joined(separator: "\n"))
    return Document.Section("script", "To repeat it", report)
  }
}
