/// Pasted sessions: prompts, commands and what they printed.
package enum Transcript {
  package static let prompt = "›"
  package static let continuationPrompt = "…"

  package static func isTranscript(_ text: String) -> Bool {
    text.contains(prompt) && lines(of: text).contains { stripped($0, prompt) != nil }
  }

  /// The commands of a transcript, without their prompts. All other lines become empty, so that line numbers
  /// stay what they were. Text without prompts is returned as it is.
  package static func strip(_ text: String) -> String {
    guard isTranscript(text) else { return text }
    var isInCommand = false
    let kept = lines(of: text).map { line in
      let command = stripped(line, prompt) ?? (isInCommand ? stripped(line, continuationPrompt) : nil)
      isInCommand = command != nil
      return command ?? ""
    }
    return kept.joined(separator: "\n")
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }

  /// What follows the prompt, or nil if the line does not begin with it.
  private static func stripped(_ line: Substring, _ prompt: String) -> String? {
    let start = line.drop { $0 == " " || $0 == "\t" }
    guard start.hasPrefix(prompt) else { return nil }
    let rest = start.dropFirst(prompt.count)
    if rest.isEmpty { return "" }
    return rest.first == " " || rest.first == "\u{A0}" ? String(rest.dropFirst()) : nil
  }
}
