import Foundation

/// What a setting accepts: enough to check a value, to describe it, and to complete it.
package indirect enum Kind: Equatable, Sendable {
  case number(Bounds, unit: String?)
  case integer(ClosedRange<Int>, unit: String?)
  case flag
  case choice([String])
  /// The name of an item of the family called `noun`.
  case member(of: String, names: [String])
  /// Layer numbers: `3`, `1..3`, `last`, `[1, 4]`.
  case layers
  /// Numbers of recorded runs: `3`, `4..6`, `last`; as many as one likes.
  case runs
  /// A path; completed from the file system.
  case file
  case folder
  case text
  /// Any value at all.
  case any

  /// The rule in words, for help and errors: "a number in 0…1", "relu, elu or selu".
  package var rule: String {
    switch self {
    case .number(let bounds, let unit): "a number \(bounds.phrase)" + (unit.map { " (\($0))" } ?? "")
    case .integer(let range, let unit):
      "a whole number \(Bounds(range).phrase)" + (unit.map { " (\($0))" } ?? "")
    case .flag: "on or off"
    case .choice(let words): words.alternatives
    case .member(let noun, let names):
      names.count <= 6 ? names.alternatives : "\(noun.withArticle) (help \(noun.plural))"
    case .layers: "layer numbers such as 3, 1..3 or last"
    case .runs: "numbers of runs such as 3, 4..6 or last"
    case .file: "a file name"
    case .folder: "a folder name"
    case .text: "text"
    case .any: "a value"
    }
  }

  /// The words that may stand here, as far as they can be listed.
  package var words: [String] {
    switch self {
    case .flag: ["on", "off"]
    case .choice(let words): words
    case .member(_, let names): names
    case .layers, .runs: ["last"]
    case .number, .integer, .file, .folder, .text, .any: []
    }
  }

  package func number(_ value: Value, for name: String) throws -> Double {
    guard case .number(let bounds, _) = self, case .number(let number) = value, bounds.contains(number) else {
      throw violation(by: value, for: name)
    }
    return number
  }

  package func integer(_ value: Value, for name: String) throws -> Int {
    guard case .integer(let range, _) = self, case .number(let number) = value,
      number == number.rounded(), number >= Double(range.lowerBound), number <= Double(range.upperBound)
    else { throw violation(by: value, for: name) }
    return Int(number)
  }

  package func flag(_ value: Value, for name: String) throws -> Bool {
    switch value {
    case .flag(let flag): return flag
    case .text("on"), .text("yes"), .text("true"): return true
    case .text("off"), .text("no"), .text("false"): return false
    default: throw violation(by: value, for: name)
    }
  }

  package func text(_ value: Value, for name: String) throws -> String {
    let text: String
    switch value {
    case .text(let word): text = word
    case .flag(let flag): text = flag ? "on" : "off"
    case .number where self == .text || self == .file || self == .folder: text = value.literal
    default: throw violation(by: value, for: name)
    }
    if case .choice(let words) = self, !words.contains(text) {
      throw Problem(
        "\(name) must be \(rule), got \"\(text)\"." + Suggestion.sentence(for: text, among: words))
    }
    return text
  }

  private func violation(by value: Value, for name: String) -> Problem {
    Problem("\(name) must be \(rule), got \(value.literal)")
  }
}

/// An interval of real numbers whose ends may be open.
package struct Bounds: Equatable, Sendable {
  package let lower: Double
  package let upper: Double
  package let includesLower: Bool
  package let includesUpper: Bool

  package init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  init(_ range: ClosedRange<Int>) {
    self.init(
      range.lowerBound == .min ? -.infinity : Double(range.lowerBound),
      range.upperBound == .max ? .infinity : Double(range.upperBound))
  }

  /// Greater than zero and finite.
  package static let positive = Bounds(0, .infinity, includesLower: false, includesUpper: false)
  /// Zero or more and finite.
  package static let notNegative = Bounds(0, .infinity, includesUpper: false)
  /// Any finite number.
  package static let finite = Bounds(-.infinity, .infinity, includesLower: false, includesUpper: false)
  /// A share of the whole that leaves something: 0 included, 1 not.
  package static let rateBelowOne = Bounds(0, 1, includesUpper: false)
  /// 0…1.
  package static let fraction = Bounds(0, 1)

  package static func closed(_ range: ClosedRange<Double>) -> Bounds {
    Bounds(range.lowerBound, range.upperBound)
  }

  package func contains(_ number: Double) -> Bool {
    (includesLower ? number >= lower : number > lower) && (includesUpper ? number <= upper : number < upper)
  }

  /// "in 0…1", "above 0", "at least 0 and below 1".
  package var phrase: String {
    let hasLower = lower.isFinite
    let hasUpper = upper.isFinite
    func show(_ number: Double) -> String {
      number == number.rounded() && abs(number) <= 0x1p53
        ? Numbers.grouped(Int(number)) : Numbers.exact(number)
    }
    if hasLower && hasUpper && includesLower && includesUpper { return "in \(show(lower))…\(show(upper))" }
    let from = hasLower ? "\(includesLower ? "at least" : "above") \(show(lower))" : nil
    let to = hasUpper ? "\(includesUpper ? "at most" : "below") \(show(upper))" : nil
    let phrase = [from, to].compactMap { $0 }.joined(separator: " and ")
    return phrase.isEmpty ? "that is finite" : phrase
  }
}

extension [String] {
  /// "a, b or c".
  package var alternatives: String { joined(last: "or") }

  /// "a, b and c".
  package var enumeration: String { joined(last: "and") }

  private func joined(last word: String) -> String {
    switch count {
    case 0: ""
    case 1: self[0]
    default: dropLast().joined(separator: ", ") + " \(word) " + self[count - 1]
    }
  }
}

extension String {
  /// "an activation", "a layer".
  package var withArticle: String { (first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + self }

  /// "layers", "losses".
  package var plural: String { self + (hasSuffix("s") ? "es" : "s") }
}
