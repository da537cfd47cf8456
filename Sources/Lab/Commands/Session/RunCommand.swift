import Basis
import DataSets
import Language

package struct RunCommand: Command {
  var file = ""

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let runsInExperiments = true
  package static let card = Card<RunCommand>(
    "run", "Runs a script.",
    positions: [Setting("file", \.file, kind: .file, "A file with commands, or a pasted session.")],
    examples: ["run first-net.descent"],
    details: """
      The commands run as if typed here, on the lab as it is; the first failure stops the script. In a pasted session \
      the lines that begin with the prompt run and all others are left out.
      """)

  /// A script that runs itself would never end.
  static let deepest = 16

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !file.isEmpty else { throw Problem("run needs a file", advice: "run my-net.descent") }
    guard lab.scriptDepth < RunCommand.deepest else {
      throw Problem("scripts may run scripts only \(RunCommand.deepest) deep; does \(file) run itself?")
    }
    let bytes = try Files.read(file)
    lab.trail?.read(file, bytes)
    let source = try SourceText(transcript: bytes, origin: file)
    lab.scriptDepth += 1
    defer { lab.scriptDepth -= 1 }
    try Interpreter(lab).run(try Program(parsing: source))
    return .silent
  }
}

extension SourceText {
  /// A script, or a pasted session of which only what follows the prompts is kept.
  package init(transcript bytes: [UInt8], origin: String?) throws(Diagnostic) {
    let source = try SourceText(bytes: bytes, origin: origin)
    self =
      Transcript.isTranscript(source.text)
      ? SourceText(Transcript.strip(source.text), origin: origin) : source
  }
}
