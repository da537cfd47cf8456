/// What Markdown may look like at most. Far above any page that people write, and low enough that the parser's
/// known slow cases (long runs of brackets, very wide tables) cannot hold up the lab.
enum MarkdownLimits {
  static let bytes = 128 * 1024
  static let lines = 5000
  /// Bytes between two empty lines: what is read as one paragraph or one table.
  static let bytesOfParagraph = 8 * 1024
  static let columns = 32

  /// The first line, counted from 1, at which the text goes beyond, and the rule.
  static func excess(in text: String) -> (line: Int, rule: String)? {
    if text.utf8.count > bytes { return (1, "a page must have at most \(bytes / 1024) kB") }
    var paragraph = 0
    for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      if index >= lines { return (index + 1, "a page must have at most \(lines) lines") }
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      paragraph = isBlank ? 0 : paragraph + line.count
      if paragraph > bytesOfParagraph {
        return (index + 1, "there must be an empty line at least every \(bytesOfParagraph / 1024) kB")
      }
      if line.count(where: { $0 == UInt8(ascii: "|") }) > columns + 1 {
        return (index + 1, "a line must have at most \(columns) table columns")
      }
    }
    return nil
  }
}
