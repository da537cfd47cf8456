import Basis
import DataSets
import Language

/// What Tab may put in place of the word at the cursor.
package struct Completions: Equatable, Sendable {
  package struct Candidate: Equatable, Sendable {
    /// What replaces the word, with quotes where the language needs them.
    package let text: String
    /// Whether a space should follow: not after `lr=` or a folder's `/`.
    package let isWhole: Bool

    package init(_ text: String, isWhole: Bool = true) {
      self.text = text
      self.isWhole = isWhole
    }
  }

  /// The word to be replaced, as offsets into the line's UTF-8 bytes.
  package var start: Int
  package var end: Int
  package var candidates: [Candidate]
}

extension Lab {
  /// - Parameter cursor: offset into the line's UTF-8 bytes.
  package func completions(line: String, cursor: Int) -> Completions {
    let cursor = min(max(0, cursor), line.utf8.count)
    let left = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    let context = CursorContext(leftOf: left)
    let fitting = words(for: context).filter { $0.text.hasPrefix(context.prefix) && $0.text != "" }
    var seen: Set<String> = []
    let unique = fitting.filter { seen.insert($0.text).inserted }.sorted { $0.text < $1.text }
    let candidates = unique.map { candidate in
      Completions.Candidate(Lab.written(candidate.text, in: context.quote), isWhole: candidate.isWhole)
    }
    return Completions(start: min(context.start, cursor), end: cursor, candidates: candidates)
  }

  private func words(for context: CursorContext) -> [Completions.Candidate] {
    func plain(_ words: [String]) -> [Completions.Candidate] { words.map { .init($0) } }
    switch context.place {
    case .nothing: return []
    case .verb:
      let verbs = Commands.types.flatMap { [$0.name] + $0.description.aliases }
      return plain(verbs.map { String($0.prefix { $0 != " " }) } + Lab.keywords)
    case .argument(let verb, let arguments): return words(for: verb, after: arguments, context.prefix)
    case .value(let setting, let verb, let arguments):
      guard let (type, skipped) = command(verb, arguments) else { return [] }
      // In `sweep activation=…` the name is a command of its own, and its first place says what fits.
      if type.takesAnyName, let inner = Commands.match([setting])?.type, let slot = inner.slots.first {
        return words(for: slot, of: inner, context.prefix)
      }
      guard
        let slot = CompletionPlaces(type, after: Array(arguments.dropFirst(skipped))).slot(named: setting)
      else { return [] }
      return words(for: slot, of: type, context.prefix)
    case .expression:
      return plain(bindings.names) + experiments.words
        + Measurements.family.types.map {
          $0.slots.isEmpty ? .init($0.name) : .init($0.name + "(", isWhole: false)
        }
        + Function.all.map { .init($0.name + "(", isWhole: false) }
    case .call(let name):
      return plain(
        experiments.values(for: name)
          + (Measurements.family.type(named: name)?.slots ?? []).flatMap(\.kind.words))
    case .list:
      let families = Families.all.filter { $0.noun != "command" && $0.noun != "measurement" }
      return plain(families.flatMap { $0.types.map { $0.name } })
    }
  }

  /// The command meant, and how many of the arguments belong to its name.
  private func command(
    _ verb: String, _ arguments: [CursorContext.WrittenArgument]
  ) -> (type: any Command.Type, skipped: Int)? {
    let words = [verb] + arguments.prefix(1).filter { $0.name == nil }.map(\.text)
    return Commands.match(words).map { ($0.type, $0.words - 1) }
  }

  private func words(
    for verb: String, after arguments: [CursorContext.WrittenArgument], _ prefix: String
  ) -> [Completions.Candidate] {
    var found: [Completions.Candidate] = []
    if arguments.isEmpty {
      let names = Commands.types.map { $0.name }.filter { $0.hasPrefix(verb + " ") }
      found += names.map { .init(String($0.dropFirst(verb.count + 1))) }
    }
    guard let (type, skipped) = command(verb, arguments) else { return found }
    let places = CompletionPlaces(type, after: Array(arguments.dropFirst(skipped)))
    for slot in places.next { found += words(for: slot, of: type, prefix) }
    found += type.suggestedNames.map { .init($0 + "=", isWhole: false) }
    return found + places.settings.map { .init($0.name + "=", isWhole: false) }
  }

  private func words(for slot: Slot, of type: any Command.Type, _ prefix: String) -> [Completions.Candidate] {
    switch slot.kind {
    case .file: return FileNames.candidates(prefix, foldersOnly: false)
    case .folder: return FileNames.candidates(prefix, foldersOnly: true)
    default:
      let words = slot.kind.words + slot.members.map { $0.name } + type.candidates(for: slot.name, in: self)
      return words.map { .init($0) }
    }
  }

  /// A word as the language reads it back: quoted where it must be, or up to the end of the quote that is open.
  private static func written(_ word: String, in quote: Character?) -> String {
    if let quote {
      let isOpen = word.hasSuffix("(") || word.hasSuffix("=") || word.hasSuffix("/")
      return word + (isOpen ? "" : "\(quote)")
    }
    let isBare = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_./~+:@=(".contains($0) }
    return isBare ? word : Value.text(word).literal
  }
}
