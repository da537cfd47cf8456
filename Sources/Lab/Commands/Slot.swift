import Basis

/// A setting whose item has been forgotten: what filling and completion need to know of it.
package struct Slot: Sendable {
  package let name: String
  package let kind: Kind
  package let isPosition: Bool
  package let summary: String
  /// The items that may be given here, which may bring settings of their own.
  package let members: [any Item.Type]

  package func member(named name: String) -> (any Item.Type)? {
    members.first { $0.name == name || $0.description.aliases.contains(name) }
  }
}

extension Item {
  /// Positions first, in order.
  package static var slots: [Slot] {
    func slot(_ setting: Setting<Self>, isPosition: Bool) -> Slot {
      Slot(
        name: setting.name, kind: setting.kind, isPosition: isPosition, summary: setting.summary,
        members: setting.member?.types ?? [])
    }
    return card.positions.map { slot($0, isPosition: true) }
      + card.settings.map { slot($0, isPosition: false) }
  }
}

extension Kind {
  /// Whether a value is of the right sort for this place, right or wrong in size: decides which place it takes.
  func suits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _): true
    case (.number, .number), (.integer, .number): true
    // Numbers that may be switched off.
    case (.number, .flag(false)), (.number, .text("off")): true
    case (.flag, .flag): true
    case (.flag, .text(let word)): ["on", "off", "yes", "no", "true", "false"].contains(word)
    case (.choice(let words), .text(let word)): words.contains(word)
    case (.choice(let words), .flag(let flag)): words.contains(flag ? "on" : "off")
    case (.member(_, let names), .text(let word)): names.contains(word)
    case (.member(_, let names), .flag(let flag)): names.contains(flag ? "on" : "off")
    case (.layers, .number), (.layers, .range), (.layers, .list): true
    case (.layers, .text(let word)): word == "last" || word.hasSuffix("..last")
    case (.runs, .number), (.runs, .range), (.runs, .list), (.runs, .text("last")): true
    case (.text, .text), (.text, .number), (.file, .text), (.file, .number), (.folder, .text),
      (.folder, .number):
      true
    default: false
    }
  }
}
