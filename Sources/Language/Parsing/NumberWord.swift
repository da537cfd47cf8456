import Basis

/// Reads numbers: the same notation in commands and in expressions.
enum NumberWord {
  /// The length in bytes of the number that starts at `start`: `12`, `0.5`, `.5`, `1e-3`, `20%`; 0 if none.
  static func length(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    func skipDigits() -> Int {
      let first = end
      while end < bytes.count, Scanner.isDigit(bytes[end]) { end += 1 }
      return end - first
    }
    func isDigit(at place: Int) -> Bool { place < bytes.count && Scanner.isDigit(bytes[place]) }
    var digits = skipDigits()
    if end < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(at: end + 1) {
      end += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return 0 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "e") || bytes[end] == UInt8(ascii: "E") {
      let hasSign = end + 1 < bytes.count && [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[end + 1])
      let exponent = end + (hasSign ? 2 : 1)
      if isDigit(at: exponent) {
        end = exponent
        _ = skipDigits()
      }
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: "%") { end += 1 }
    return end - start
  }

  /// The value of such a number; infinite if it is too large.
  static func value(_ text: String) -> Double? {
    // Divided, not multiplied by 0.01: 7 / 100 is the Double nearest to 7 %.
    if text.last == "%" { return Double(text.dropLast()).map { $0 / 100 } }
    return Double(text)
  }

  /// The value of a whole word with an optional sign, nil if it is not a number.
  static func value(ofWord word: String) -> Double? {
    guard let first = word.utf8.first, Scanner.isDigit(first) || "+-.".utf8.contains(first) else {
      return nil
    }
    let bytes = Array(word.utf8)
    let sign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? 1 : 0
    let length = length(in: bytes, from: sign)
    guard length > 0, sign + length == bytes.count else { return nil }
    return value(word)
  }
}
