import Lessons

/// Text that Markdown takes as it stands.
enum MarkdownText {
  /// On one line, also in a table.
  static func prose(_ text: String) -> String {
    let line = Array(SafeText.line(text))
    var result = ""
    for (place, character) in line.enumerated() {
      // An ampersand begins an entity only before a letter or a number sign.
      let beginsEntity =
        character == "&" && place + 1 < line.count && (line[place + 1].isLetter || line[place + 1] == "#")
      if "\\`*_[]<>|#~$".contains(character) || beginsEntity { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// The same at the beginning of a line, where a dash or a number would begin a list.
  static func paragraph(_ text: String) -> String {
    let prose = prose(text)
    guard let first = prose.first else { return "" }
    if "-+=".contains(first) { return "\\" + prose }
    let digits = prose.prefix { $0.isASCII && $0.isNumber }
    let rest = prose.dropFirst(digits.count)
    if !digits.isEmpty, let next = rest.first, next == "." || next == ")" { return "\(digits)\\\(rest)" }
    return prose
  }

  /// Between backticks nothing is special, but a table's own bars are.
  static func code(_ text: String) -> String {
    SafeText.line(text).replacing("`", with: "'").replacing("|", with: "\\|")
  }

  /// Lines as they stand, between fences that are longer than any run of backticks inside.
  static func block(_ text: String) -> [String] {
    let lines = SafeText.code(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var (longest, run) = (2, 0)
    for character in lines.joined(separator: "\n") {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return [fence + "text"] + lines + [fence]
  }
}
