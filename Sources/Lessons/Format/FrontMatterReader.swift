import Basis

/// Reads front matter strictly: `key: value` lines, lists as `[a, b]` or as `- ` lines below the key.
///
///     ---
///     title: Vanishing gradients
///     source: "Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward networks"
///     minutes: 5
///     seconds: 10
///     needs: [digits]
///     teaches:
///     - vanishing-sigmoid
///     ---
struct FrontMatterReader {
  private enum Key: String, CaseIterable {
    case title, source, minutes, seconds
    case fullSeconds = "full-seconds"
    case needs, teaches
  }

  private struct Entry {
    let key: Key
    let place: LessonPlace
    /// What stands behind the colon.
    let value: SourceLine
    var items: [SourceLine] = []
  }

  static let example = "---\ntitle: Vanishing gradients\nminutes: 5\n---"

  /// `lines` are the lines between the two `---`; `place` is that of the first `---`.
  static func read(_ lines: [SourceLine], at place: LessonPlace) throws -> FrontMatter {
    var result = FrontMatter()
    for entry in try entries(lines) {
      switch entry.key {
      case .title: result.title = try one(entry)
      case .source: result.source = try texts(entry)
      case .minutes: result.minutes = try number(entry)
      case .seconds: result.seconds = try number(entry)
      case .fullSeconds: result.fullSeconds = try number(entry)
      case .needs: result.needs = try names(entry)
      case .teaches: result.teaches = try names(entry)
      }
    }
    guard !result.title.isEmpty else {
      throw place.fault(
        "the front matter has no title.", advice: "Add a line such as: title: Vanishing gradients")
    }
    return result
  }

  private static func entries(_ lines: [SourceLine]) throws -> [Entry] {
    var entries: [Entry] = []
    for line in lines {
      let line = line.trimmed
      if line.text.isEmpty || line.text.hasPrefix("#") { continue }
      if line.text == "-" || line.text.hasPrefix("- ") {
        guard let last = entries.indices.last, entries[last].value.text.isEmpty else {
          throw line.place.fault("a list item must stand below a key with nothing behind its colon.")
        }
        entries[last].items.append(line.dropping(1).trimmed)
        continue
      }
      guard let colon = line.text.firstIndex(of: ":") else {
        throw line.place.fault(
          "front matter must be \"key: value\" lines, got \"\(SafeText.line(String(line.text)))\".",
          advice: "Keys: \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let length = line.text.distance(from: line.text.startIndex, to: colon)
      let entry = Entry(
        key: try key(String(line.text[..<colon]), at: line.place), place: line.place,
        value: line.dropping(length + 1).trimmed)
      guard !entries.contains(where: { $0.key == entry.key }) else {
        throw line.place.fault("\"\(entry.key.rawValue)\" is given twice; once is enough.")
      }
      entries.append(entry)
    }
    return entries
  }

  private static func key(_ word: String, at place: LessonPlace) throws -> Key {
    let known = Key.allCases.map(\.rawValue)
    guard let key = Key(rawValue: word) else {
      let word = SafeText.line(word)
      throw place.fault(
        "front matter has no key \"\(word)\"." + Suggestion.sentence(for: word, among: known),
        advice: "Keys: \(known.joined(separator: ", "))")
    }
    return key
  }

  // MARK: Values

  private static func one(_ entry: Entry) throws -> String {
    guard entry.items.isEmpty else {
      throw entry.place.fault(
        "\"\(entry.key.rawValue)\" takes one value, got a list of \(entry.items.count).")
    }
    return unquoted(entry.value.text)
  }

  private static func number(_ entry: Entry) throws -> Double {
    let text = try one(entry)
    guard let number = Double(text), Bounds.positive.contains(number) else {
      throw entry.value.place.fault(
        "\"\(entry.key.rawValue)\" must be a number \(Bounds.positive.phrase), got \"\(text)\".",
        advice: "For example: \(entry.key.rawValue): 5")
    }
    return number
  }

  private static func texts(_ entry: Entry) throws -> [String] {
    let value = entry.value.text
    if !entry.items.isEmpty { return entry.items.map { unquoted($0.text) }.filter { !$0.isEmpty } }
    guard value.hasPrefix("[") else { return value.isEmpty ? [] : [unquoted(value)] }
    guard value.hasSuffix("]"), value.count > 1 else {
      throw entry.value.place.fault("the list is not closed.", advice: "Lists look like this: [digits, wine]")
    }
    return split(value.dropFirst().dropLast()).map { unquoted($0) }.filter { !$0.isEmpty }
  }

  /// Names as they are typed: no spaces, no commas.
  private static func names(_ entry: Entry) throws -> [String] {
    let names = try texts(entry)
    for name in names where !name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) {
      throw entry.value.place.fault(
        "\"\(entry.key.rawValue)\" must list names, got \"\(name)\".",
        advice:
          "Several names look like this: \(entry.key.rawValue): [\(entry.key == .teaches ? "V1, V3" : "digits, wine")]"
      )
    }
    return names
  }

  /// At commas outside quotation marks.
  private static func split(_ text: Substring) -> [Substring] {
    var isQuoted = false
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }
  }

  private static func unquoted(_ text: Substring) -> String {
    let line = SourceLine(text: text, place: LessonPlace(file: "", line: 1)).trimmed.text
    let isQuoted = line.count >= 2 && line.first == "\"" && line.last == "\""
    return SafeText.line(String(isQuoted ? line.dropFirst().dropLast() : line))
  }
}
