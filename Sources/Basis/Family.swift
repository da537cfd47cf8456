/// All items of one sort: the activations, the layers, the commands.
///
/// Each family has exactly one list, kept beside its protocol. `Member` is the family's existential,
/// for example `any Activation`.
package struct Family<Member>: Sendable {
  /// Singular, as in "an activation".
  package let noun: String
  package let types: [any Item.Type]

  package init(_ noun: String, _ types: [any Item.Type]) {
    self.noun = noun
    self.types = types
    var seen: Set<String> = []
    for description in types.map({ $0.description }) {
      for name in [description.name] + description.aliases {
        precondition(seen.insert(name).inserted, "two members of the \(noun) family are called \(name)")
      }
    }
  }

  package var names: [String] { types.map { $0.name } }
  package var descriptions: [ItemDescription] { types.map { $0.description } }
  package var phrase: String { noun.withArticle }

  package func contains(_ name: String) -> Bool { type(named: name) != nil }

  /// The type with this name or alias.
  package func type(named name: String) -> (any Item.Type)? {
    types.first { $0.name == name || $0.description.aliases.contains(name) }
  }

  /// A member with its default settings. Throws a `Problem` that suggests the nearest name.
  package func make(_ name: String) throws -> Member {
    guard let type = type(named: name) else { throw unknown(name) }
    return member(type.init())
  }

  /// A member with the given settings, in the order given.
  package func make(_ name: String, settings: [(name: String, value: Value)]) throws -> Member {
    guard let type = type(named: name) else { throw unknown(name) }
    var item: any Item = type.init()
    for (name, value) in settings { try item.set(name, to: value) }
    return member(item)
  }

  /// Every member with its default settings.
  package var all: [Member] { types.map { member($0.init()) } }

  package func unknown(_ name: String) -> Problem {
    Problem(
      "there is no \(noun) \"\(name)\"." + Suggestion.sentence(for: name, among: names),
      advice: "\(noun.plural): \(names.joined(separator: ", "))")
  }

  private func member(_ item: any Item) -> Member {
    guard let member = item as? Member else {
      preconditionFailure("\(item.name) stands in the list of \(noun.plural) but is not one")
    }
    return member
  }
}
