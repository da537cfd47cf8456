import Basis
import Lab
import Language

/// The conversation: reads until a command is complete, runs it, and asks for the next.
struct Prompt {
  let lab: Lab
  let output: TerminalOutput
  let editor: LineEditor
  var history: LineHistory

  func greet() {
    let name = "Descent \(Descent.version)"
    let purpose = " — a terminal lab for training deep networks"
    let firstWords = "lessons · help · quit"
    let room = output.width - name.count - purpose.count - firstWords.count
    let gap = room < 2 ? "\n" : String(repeating: " ", count: min(6, room))
    output.talk(output.talkPalette.paint(name, .heading) + purpose + gap + firstWords + "\n")
  }

  /// Returns the exit code.
  mutating func run() -> Int32 {
    if let complaint = history.load() { tell(complaint) }
    /// The lines of a command that is not complete yet.
    var open: [String] = []
    while lab.quitCode == nil {
      switch editor.read(prompt: (open.isEmpty ? Transcript.prompt : Transcript.continuationPrompt) + " ") {
      case .interrupted:
        open = []
      case .closed where open.isEmpty:
        output.talk("\n")
        return 0
      case .closed:
        output.talk("\nThe unfinished command was dropped.\n")
        open = []
      case .entered(let text):
        take(text, &open)
      }
    }
    return lab.quitCode ?? 0
  }

  private mutating func take(_ text: String, _ open: inout [String]) {
    if open.isEmpty, text.allSatisfy(\.isWhitespace) { return lab.enter() }
    let lines = Transcript.strip(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.count == 1 || open.isEmpty && Prompt.isOneStatement(lines) {
      open.append(lines.joined(separator: "\n"))
      runIfComplete(&open)
    } else {
      takeSeveral(lines, &open)
    }
  }

  /// A block that was recalled from the history stays in one piece.
  private static func isOneStatement(_ lines: [Substring]) -> Bool {
    guard case .complete(let program) = Completeness(of: lines.joined(separator: "\n")) else { return false }
    return program.statements.count == 1
  }

  /// Pasted lines run one by one, each shown again before its results, as if it had been typed.
  private mutating func takeSeveral(_ lines: [Substring], _ open: inout [String]) {
    for line in lines where !open.isEmpty || !line.allSatisfy(\.isWhitespace) {
      output.showTyped((open.isEmpty ? Transcript.prompt : Transcript.continuationPrompt) + " " + line)
      open.append(String(line))
      if runIfComplete(&open) == Batch.interrupted || lab.quitCode != nil { return }
    }
  }

  /// Returns the exit code of what ran, if it was complete.
  @discardableResult
  private mutating func runIfComplete(_ open: inout [String]) -> Int32? {
    let source = SourceText(open.joined(separator: "\n"))
    if Completeness(of: source) == .needsMore { return nil }
    if let complaint = history.add(source.text) { tell(complaint) }
    open = []
    return lab.run(source: source)
  }

  private func tell(_ message: String) {
    for line in Diagnostic.explanation(Problem(message), width: output.width) { output.talk(line + "\n") }
  }
}
