/// One adjustable property of an item: its name, what it accepts, what it means, and how to read and write it.
package struct Setting<Root>: Sendable {
  package let name: String
  package let kind: Kind
  package let summary: String
  package let get: @Sendable (Root) -> Value
  /// Throws a `Problem` that names the rule and the value received.
  package let set: @Sendable (inout Root, Value) throws -> Void
  /// Where the value is an item: how to give one that has settings of its own.
  package let member: MemberAccess<Root>?

  package init(
    _ name: String, kind: Kind, _ summary: String, member: MemberAccess<Root>? = nil,
    get: @escaping @Sendable (Root) -> Value, set: @escaping @Sendable (inout Root, Value) throws -> Void
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.member = member
    self.get = get
    self.set = set
  }

  package init(
    _ name: String, _ path: WritableKeyPath<Root, Float> & Sendable, in bounds: Bounds,
    unit: String? = nil, _ summary: String
  ) {
    let kind = Kind.number(bounds, unit: unit)
    // A Float widened to Double would show as 0.10000000149; its own shortest text reads back exactly.
    self.init(
      name, kind: kind, summary,
      get: { .number(Double("\($0[keyPath: path])") ?? Double($0[keyPath: path])) },
      set: { $0[keyPath: path] = Float(try kind.number($1, for: name)) })
  }

  package init(
    _ name: String, _ path: WritableKeyPath<Root, Double> & Sendable, in bounds: Bounds,
    unit: String? = nil, _ summary: String
  ) {
    let kind = Kind.number(bounds, unit: unit)
    self.init(
      name, kind: kind, summary, get: { .number($0[keyPath: path]) },
      set: { $0[keyPath: path] = try kind.number($1, for: name) })
  }

  package init(
    _ name: String, _ path: WritableKeyPath<Root, Int> & Sendable, in bounds: ClosedRange<Int>,
    unit: String? = nil, _ summary: String
  ) {
    let kind = Kind.integer(bounds, unit: unit)
    self.init(
      name, kind: kind, summary, get: { .number(Double($0[keyPath: path])) },
      set: { $0[keyPath: path] = try kind.integer($1, for: name) })
  }

  package init(_ name: String, _ path: WritableKeyPath<Root, Bool> & Sendable, _ summary: String) {
    self.init(
      name, kind: .flag, summary, get: { .flag($0[keyPath: path]) },
      set: { $0[keyPath: path] = try Kind.flag.flag($1, for: name) })
  }

  /// Free text; an empty string stands for "not given".
  package init(
    _ name: String, _ path: WritableKeyPath<Root, String> & Sendable, kind: Kind = .text, _ summary: String
  ) {
    self.init(
      name, kind: kind, summary, get: { .text($0[keyPath: path]) },
      set: { $0[keyPath: path] = try kind.text($1, for: name) })
  }

  /// One of the cases of an enumeration whose raw values are the words the learner types.
  package init<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, choice path: WritableKeyPath<Root, Choice> & Sendable, _ summary: String
  ) where Choice.RawValue == String {
    let kind = Kind.choice(Choice.allCases.map(\.rawValue))
    self.init(
      name, kind: kind, summary, get: { .text($0[keyPath: path].rawValue) },
      set: { root, value in
        guard let choice = Choice(rawValue: try kind.text(value, for: name)) else {
          preconditionFailure("kind admitted a word that is not a case")
        }
        root[keyPath: path] = choice
      })
  }

  /// A member of a family by name, with its default settings: `init=he`.
  package init<Member>(
    _ name: String, member path: WritableKeyPath<Root, Member> & Sendable, of family: Family<Member>,
    _ summary: String
  ) {
    self.init(
      name, kind: .member(of: family.noun, names: family.names), summary,
      member: MemberAccess(family, read: { $0[keyPath: path] as? any Item }) { $0[keyPath: path] = $1 },
      get: { .text((($0[keyPath: path] as? any Item)?.name) ?? "") },
      set: { root, value in
        guard case .text(let word) = value else {
          throw Problem("\(name) must be \(family.phrase), got \(value.literal)")
        }
        root[keyPath: path] = try family.make(word)
      })
  }
}

/// Gives an item to a setting that holds one: `layer dense 100 elu alpha=0.5` makes the ELU first, then assigns it.
package struct MemberAccess<Root>: Sendable {
  package let noun: String
  package let types: [any Item.Type]
  package let assign: @Sendable (inout Root, any Item) -> Void
  /// The item that is there now, with its settings; nil where none is.
  package let read: @Sendable (Root) -> (any Item)?

  package init<Member>(
    _ family: Family<Member>, read: @escaping @Sendable (Root) -> (any Item)? = { _ in nil },
    assign: @escaping @Sendable (inout Root, Member) -> Void
  ) {
    noun = family.noun
    types = family.types
    self.read = read
    self.assign = { root, item in
      guard let member = item as? Member else {
        preconditionFailure("\(item.name) is not a member of the \(family.noun) family")
      }
      assign(&root, member)
    }
  }
}
