/// The one description of an item: an activation, a layer, an optimizer, a command …
///
/// Parsing, validation, help, `explain`, completion, tables in documents and tests read the card
/// and nothing else.
package struct Card<Root>: Sendable {
  package let name: String
  /// Other names the field uses for the same thing (`silu` for `swish`).
  package let aliases: [String]
  /// One sentence: what it is for.
  package let summary: String
  package let formula: String?
  /// Arguments given by place: `layer dense 50`.
  package let positions: [Setting<Root>]
  /// Arguments given by name: `lr=0.1`.
  package let settings: [Setting<Root>]
  package let sources: [Source]
  package let examples: [String]
  /// Anything longer that `help NAME` should say, wrapped by the reader.
  package let details: String?

  package init(
    _ name: String, aliases: [String] = [], _ summary: String, formula: String? = nil,
    positions: [Setting<Root>] = [], settings: [Setting<Root>] = [], sources: [Source] = [],
    examples: [String] = [], details: String? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.positions = positions
    self.settings = settings
    self.sources = sources
    self.examples = examples
    self.details = details
  }
}

/// Where a fact, a formula or a default comes from.
package struct Source: Equatable, Sendable {
  package let authors: String
  package let year: Int
  /// Title, venue, arXiv number or address.
  package let work: String

  package init(_ authors: String, _ year: Int, _ work: String) {
    self.authors = authors
    self.year = year
    self.work = work
  }

  package var text: String { "\(authors) (\(year)): \(work)" }
}

/// Something that has a card. Its stored properties are its settings; `init()` gives the defaults.
package protocol Item: Sendable {
  init()
  static var card: Card<Self> { get }
  // The card answers these; an item that wraps another one passes on what belongs to it.
  var values: [(name: String, value: Value)] { get }
  mutating func set(_ name: String, to value: Value) throws
  var notation: String { get }
}

extension Item {
  package static var name: String { card.name }
  package var name: String { Self.card.name }

  /// The card without the type, for whoever handles items of all kinds alike.
  package static var description: ItemDescription { ItemDescription(card, defaults: Self()) }

  /// All settings, positions first, with their present values.
  package var values: [(name: String, value: Value)] {
    (Self.card.positions + Self.card.settings).map { ($0.name, $0.get(self)) }
  }

  /// Sets one setting by name. Throws a `Problem` that says what was expected.
  package mutating func set(_ name: String, to value: Value) throws {
    let all = Self.card.positions + Self.card.settings
    guard let setting = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name)
      throw Problem(
        "\(self.name) has no setting \"\(name)\"."
          + Suggestion.sentence(for: name, among: names),
        advice: names.isEmpty
          ? "\(self.name) has no settings (help \(self.name))"
          : "settings: \(names.joined(separator: ", ")) (help \(self.name))")
    }
    try setting.set(&self, value)
  }

  /// Gives an item of its own to the setting of this name.
  package mutating func assign(_ member: any Item, to name: String) {
    guard let access = (Self.card.positions + Self.card.settings).first(where: { $0.name == name })?.member
    else {
      preconditionFailure("\(Self.name) takes no item for \(name)")
    }
    access.assign(&self, member)
  }

  /// As typed: the name, the positions, and the settings that differ from their defaults.
  package var notation: String {
    let defaults = Self()
    let places = Self.card.positions.map { $0.get(self).literal }.filter { $0 != "\"\"" }
    let named = Self.card.settings
      .filter { $0.get(self) != $0.get(defaults) }
      .map { "\($0.name)=\($0.get(self).literal)" }
    return ([name] + places + named).joined(separator: " ")
  }
}

/// A card whose type has been forgotten: what help, completion and documents need.
package struct ItemDescription: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let kind: Kind
    package let summary: String
    package let standard: Value
    package let isPosition: Bool
  }

  package let name: String
  package let aliases: [String]
  package let summary: String
  package let formula: String?
  package let entries: [Entry]
  package let sources: [Source]
  package let examples: [String]
  package let details: String?

  init<Root: Item>(_ card: Card<Root>, defaults: Root) {
    name = card.name
    aliases = card.aliases
    summary = card.summary
    formula = card.formula
    sources = card.sources
    examples = card.examples
    details = card.details
    entries =
      card.positions.map { Entry(of: $0, defaults, isPosition: true) }
      + card.settings.map { Entry(of: $0, defaults, isPosition: false) }
  }
}

extension ItemDescription.Entry {
  fileprivate init<Root>(of setting: Setting<Root>, _ defaults: Root, isPosition: Bool) {
    self.init(
      name: setting.name, kind: setting.kind, summary: setting.summary,
      standard: setting.get(defaults), isPosition: isPosition)
  }
}
