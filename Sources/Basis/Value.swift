/// What an expression of the language evaluates to, and what a setting accepts and returns.
package indirect enum Value: Equatable, Sendable {
  case number(Double)
  /// A bare word or a quoted string; the language does not tell them apart once read.
  case text(String)
  case flag(Bool)
  /// `1..5`: both ends included.
  case range(ClosedRange<Int>)
  case list([Value])

  /// What to call this kind of value in an error message.
  package var noun: String {
    switch self {
    case .number: "a number"
    case .text: "a word"
    case .flag: "on or off"
    case .range: "a range"
    case .list: "a list"
    }
  }

  /// As the learner would type it. Reading it back gives the same value.
  package var literal: String {
    switch self {
    case .number(let number): Numbers.exact(number)
    case .text(let text): Value.quotedIfNeeded(text)
    case .flag(let flag): flag ? "on" : "off"
    case .range(let range): "\(range.lowerBound)..\(range.upperBound)"
    case .list(let values): "[" + values.map(\.literal).joined(separator: ", ") + "]"
    }
  }

  /// As shown to people: numbers with sensible digits, text without quotes.
  package var display: String {
    switch self {
    case .number(let number): Numbers.short(number)
    case .text(let text): text
    case .list(let values): values.map(\.display).joined(separator: ", ")
    case .flag, .range: literal
    }
  }

  private static func quotedIfNeeded(_ text: String) -> String {
    let isWord =
      text.first.map { $0.isLetter && $0.isASCII } ?? false
      && text.allSatisfy { ($0.isLetter || $0.isNumber || "-_".contains($0)) && $0.isASCII }
      && text.last != "-"
    if isWord { return text }
    let escaped = text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.append(character)
      }
    }
    return "\"" + escaped + "\""
  }
}
