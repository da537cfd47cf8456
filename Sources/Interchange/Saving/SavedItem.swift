import Basis

/// Any item as a file holds it: its name, and every setting that its card lists. The one way for layers, optimizers,
/// schedules, readers and whatever else has a card.
package struct SavedItem: Codable, Equatable, Sendable {
  package let name: String
  private var settings: [String: SavedValue] = [:]
  /// Settings that are items with settings of their own: a layer's initializer.
  private var items: [String: SavedItem] = [:]

  package init(_ item: any Item) { self.init(reading: item) }

  private init<Saved: Item>(reading item: Saved) {
    name = Saved.card.name
    for setting in Saved.card.positions + Saved.card.settings {
      if let member = setting.member?.read(item) {
        items[setting.name] = SavedItem(member)
      } else {
        let value = setting.get(item)
        // An empty text says that nothing is given, and not every setting lets itself be told so.
        if value != .text("") || setting.get(Saved()) != .text("") {
          settings[setting.name] = SavedValue(value)
        }
      }
    }
  }

  /// The item. Throws a `Problem` for names and values that the family and its cards do not admit.
  package func make<Member>(of family: Family<Member>) throws -> Member {
    guard let type = family.type(named: name) else { throw family.unknown(name) }
    guard let member = try filled(type.init()) as? Member else {
      preconditionFailure("\(name) stands in the list of \(family.noun.plural) but is not one")
    }
    return member
  }

  /// An item that belongs to no family.
  package func make<Saved: Item>(_ type: Saved.Type) throws -> Saved {
    guard name == Saved.card.name else {
      throw Problem("\(Saved.card.name) is needed here, got \(name)", kind: .malformed)
    }
    return try filled(Saved())
  }

  private func filled<Saved: Item>(_ plain: Saved) throws -> Saved {
    var item = plain
    let all = Saved.card.positions + Saved.card.settings
    for given in settings.keys.sorted() + items.keys.sorted() where !all.contains(where: { $0.name == given })
    {
      throw Problem("\(name) has no setting \"\(given)\"", kind: .malformed)
    }
    for setting in all {
      if let saved = settings[setting.name] { try setting.set(&item, saved.value) }
      guard let saved = items[setting.name] else { continue }
      guard let member = setting.member, let type = member.types.first(where: { $0.name == saved.name })
      else {
        throw Problem("\(name) cannot take \"\(saved.name)\" as its \(setting.name)", kind: .malformed)
      }
      member.assign(&item, try saved.filled(type.init()) as any Item)
    }
    return item
  }
}
