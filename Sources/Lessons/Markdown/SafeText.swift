import Basis

/// Makes untrusted text harmless to a terminal: no character that controls, reorders or hides survives.
package enum SafeText {
  /// One line: every kind of white space that ends or moves a line becomes a space.
  package static func line(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if breaksLine(scalar) || scalar == "\t" {
        clean.append(" ")
      } else if !isHarmful(scalar) {
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  /// Code: lines stay lines, and tabs move to the next multiple of four columns.
  package static func code(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var clean = ""
      for scalar in line.unicodeScalars where !isHarmful(scalar) || scalar == "\t" {
        if scalar == "\t" {
          clean += String(repeating: " ", count: 4 - DisplayWidth.of(clean) % 4)
        } else {
          clean.unicodeScalars.append(breaksLine(scalar) ? " " : scalar)
        }
      }
      return clean
    }
    while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Control characters (C0, C1), format characters (direction overrides, invisible joiners, tags) and variation
  /// selectors, whose width no two terminals agree on.
  package static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate: true
    default: (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }
  }

  private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
