import Basis
import DataSets
import Foundation
import Language

package struct SaveScriptCommand: Command {
  var file = ""
  var overwrites = false

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<SaveScriptCommand>(
    "save script", "Writes the commands that led here as a script that leads here again.",
    positions: [Setting("file", \.file, kind: .file, "Where to write it.")],
    settings: [Setting("overwrite", \.overwrites, "Replace a file that exists.")],
    examples: ["save script first-net.descent", "save script first-net.descent overwrite=on"],
    details: """
      The script begins with the seed, leaves out whatever only looked or was undone, and gives the same digest when \
      it runs: descent FILE, or run FILE at the prompt.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !file.isEmpty else {
      throw Problem("save script needs a file name", advice: "save script my-net.descent")
    }
    try lab.permitWriting(to: file, overwriting: overwrites)
    let lines =
      ["# Written by Descent; runs with: descent \(file)", "seed \(lab.environment.seed)"] + lab.state.script
    let text = lines.joined(separator: "\n") + "\n"
    try Files.write(Data(text.utf8), to: file)
    let count = lab.state.script.count
    var report = Report(
      line: StyledText(
        "\(file): \(count.counted("command")) and the seed \(lab.environment.seed)"))
    report.add(data: "file", .text(file))
    report.add(data: "script", .list(lines.map { .text($0) }))
    return report
  }
}
