import Basis

// Settings that may be left out: nil says so, and a command without them shows instead of sets.

/// A place that takes an item or one of a few words, such as `off`.
package enum Pick<Member: Sendable>: Sendable {
  case nothing
  case word(String)
  case item(Member)
}

private let absent = Value.text("")

extension Setting {
  /// As a setting of something that this is a part of.
  func lifted<Whole>(to part: WritableKeyPath<Whole, Root> & Sendable) -> Setting<Whole> {
    Setting<Whole>(
      name, kind: kind, summary, get: { [get] in get($0[keyPath: part]) },
      set: { [set] in try set(&$0[keyPath: part], $1) })
  }
}

extension Setting {
  init(
    _ name: String, optional path: WritableKeyPath<Root, Int?> & Sendable, in bounds: ClosedRange<Int>,
    unit: String? = nil, _ summary: String
  ) {
    let kind = Kind.integer(bounds, unit: unit)
    self.init(
      name, kind: kind, summary, get: { $0[keyPath: path].map { .number(Double($0)) } ?? absent },
      set: { $0[keyPath: path] = try kind.integer($1, for: name) })
  }

  init(
    _ name: String, optional path: WritableKeyPath<Root, Double?> & Sendable, in bounds: Bounds,
    unit: String? = nil, _ summary: String
  ) {
    let kind = Kind.number(bounds, unit: unit)
    self.init(
      name, kind: kind, summary, get: { $0[keyPath: path].map { .number($0) } ?? absent },
      set: { $0[keyPath: path] = try kind.number($1, for: name) })
  }

  init(_ name: String, optional path: WritableKeyPath<Root, Bool?> & Sendable, _ summary: String) {
    self.init(
      name, kind: .flag, summary, get: { $0[keyPath: path].map { .flag($0) } ?? absent },
      set: { $0[keyPath: path] = try Kind.flag.flag($1, for: name) })
  }

  init<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, optionalChoice path: WritableKeyPath<Root, Choice?> & Sendable, _ summary: String
  ) where Choice.RawValue == String {
    let kind = Kind.choice(Choice.allCases.map(\.rawValue))
    self.init(
      name, kind: kind, summary, get: { $0[keyPath: path].map { .text($0.rawValue) } ?? absent },
      set: { $0[keyPath: path] = Choice(rawValue: try kind.text($1, for: name)) })
  }

  init(_ name: String, layers path: WritableKeyPath<Root, LayerSelection?> & Sendable, _ summary: String) {
    self.init(
      name, kind: .layers, summary, get: { $0[keyPath: path]?.value ?? absent },
      set: { $0[keyPath: path] = try LayerSelection($1, for: name) })
  }

  /// An item of a family with its settings, or one of `words`.
  init<Member: Sendable>(
    _ name: String, pick path: WritableKeyPath<Root, Pick<Member>> & Sendable, of family: Family<Member>,
    or words: [String] = [], _ summary: String
  ) {
    let kind = Kind.member(of: family.noun, names: family.names + words)
    self.init(
      name, kind: kind, summary,
      member: MemberAccess(family) { $0[keyPath: path] = .item($1) },
      get: {
        switch $0[keyPath: path] {
        case .nothing: absent
        case .word(let word): .text(word)
        case .item(let item): .text((item as? any Item)?.name ?? "")
        }
      },
      set: { root, value in
        switch value {
        case .text(let word) where words.contains(word): root[keyPath: path] = .word(word)
        case .flag(let flag) where words.contains(flag ? "on" : "off"):
          root[keyPath: path] = .word(flag ? "on" : "off")
        case .text(let word): root[keyPath: path] = .item(try family.make(word))
        default:
          throw Problem(
            "\(name) must be \((["the name of \(family.phrase)"] + words).alternatives), got \(value.literal)",
            advice: "\(family.noun.plural): \(family.names.joined(separator: ", "))")
        }
      })
  }
}
