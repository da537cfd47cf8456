import Basis

/// Breaks a long line of code between words, as the language has it: with a backslash at the end.
package enum CodeWrapping {
  /// In narrower places more would be lost than won.
  private static let narrowest = 40

  /// At most `width` columns each, as far as there are words to break between; the same program as before.
  package static func lines(_ line: String, width: Int) -> [String] {
    // Behind a # nothing goes on in the next line.
    guard width >= narrowest, !line.contains("#") else { return [line] }
    let indent = String(repeating: " ", count: line.prefix { $0 == " " }.count + 4)
    var lines: [String] = []
    var rest = line
    while DisplayWidth.of(rest) > width, let place = place(in: rest, within: width - 2) {
      lines.append(rest[..<place] + " \\")
      rest = indent + rest[place...].drop { $0 == " " }
    }
    return lines + [rest]
  }

  /// The last space between words that is in reach, or else the first one, but not in a text between quotes, nor in the
  /// indentation.
  private static func place(in line: String, within width: Int) -> String.Index? {
    var (found, isQuoted, hasBegun): (String.Index?, Bool, Bool) = (nil, false, false)
    for (column, index) in line.indices.enumerated() {
      if column > width, found != nil { break }
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] != " " { hasBegun = true } else if hasBegun, !isQuoted { found = index }
    }
    return found
  }
}
