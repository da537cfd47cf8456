/// Makes text safe for a terminal: what would steer the terminal is shown instead of sent.
package enum Visible {
  package static func text(_ text: some StringProtocol) -> String {
    // Most text is harmless and can stay as it is.
    if !text.unicodeScalars.contains(where: { steers($0) }) { return String(text) }
    return text.unicodeScalars.reduce(into: "") { $0 += Visible.text($1) }
  }

  /// `␛` for the escape character; a space for a tab, so that what stands below stays aligned.
  package static func text(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return " "
    case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? "�"
    case 0x7F: return "␡"
    default: return steers(scalar) ? "�" : String(Character(scalar))
    }
  }

  /// Control characters, and the marks that change the direction of what follows or take no space.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0: true
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}
