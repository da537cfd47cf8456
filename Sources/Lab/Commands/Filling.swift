import Basis
import Language

/// Fills an item's positions and settings from what was typed, and those of the items that were named among them:
/// in `layer dense 100 elu alpha=0.5 init=he`, `elu` and `he` are items with settings of their own.
package struct Filling {
  /// One argument as typed.
  package struct Argument {
    package let name: String?
    package let value: Value
    package let text: String
    package let nameSpan: Span?
    package let span: Span?

    package init(
      name: String? = nil, value: Value, text: String? = nil, nameSpan: Span? = nil, span: Span? = nil
    ) {
      self.name = name
      self.value = value
      self.text = text ?? value.literal
      self.nameSpan = nameSpan
      self.span = span
    }
  }

  /// An item under construction. A class, because places refer to it while it is being filled.
  private final class Node {
    var item: any Item
    let slots: [Slot]
    var children: [(slot: String, node: Node)] = []
    var given: Set<String> = []

    init(_ item: any Item) {
      self.item = item
      slots = type(of: item).slots
    }

    /// The item with everything that was given to it, deepest first.
    func finished() -> any Item {
      var whole = item
      for child in children { whole.assign(child.node.finished(), to: child.slot) }
      return whole
    }
  }

  private let subject: String
  private let root: Node
  private var nodes: [Node]
  private var pending: [(node: Node, slot: Slot)]

  private init(_ item: any Item, as subject: String) {
    self.subject = subject
    root = Node(item)
    nodes = [root]
    pending = root.slots.filter(\.isPosition).map { [root] in (root, $0) }
  }

  package static func fill(_ item: any Item, called subject: String, with arguments: [Argument]) throws
    -> any Item
  {
    var filling = Filling(item, as: subject)
    for argument in arguments where argument.name == nil { try filling.place(argument) }
    // Items first: they bring the settings that the others may be meant for.
    let named = arguments.filter { $0.name != nil }
    let opening = named.map { filling.slot(for: $0)?.slot.members.isEmpty == false }
    for (argument, opens) in zip(named, opening) where opens { try filling.set(argument) }
    for (argument, opens) in zip(named, opening) where !opens { try filling.set(argument) }
    return filling.root.finished()
  }

  // MARK: Positions

  private mutating func place(_ argument: Argument) throws {
    guard !pending.isEmpty else { throw tooMany(argument) }
    let index =
      pending.firstIndex { $0.slot.kind.suits(argument.value) || names($0.slot, argument.value) } ?? 0
    let (node, slot) = pending[index]
    // A place for runs takes as many as are given.
    pending.removeFirst(slot.kind == .runs ? index : index + 1)
    let child = try give(argument, to: node, slot)
    if let child {
      let places = child.slots.filter { $0.isPosition && !child.given.contains($0.name) }
      pending.insert(contentsOf: places.map { (child, $0) }, at: 0)
    }
  }

  private func names(_ slot: Slot, _ value: Value) -> Bool {
    if case .text(let word) = value { slot.member(named: word) != nil } else { false }
  }

  // MARK: Names

  private func slot(for argument: Argument) -> (node: Node, slot: Slot)? {
    // The most special item first: in `data spirals count=500` the points are the spirals' own count.
    for node in nodes.reversed() {
      if let slot = node.slots.first(where: { $0.name == argument.name }) { return (node, slot) }
    }
    return nil
  }

  private mutating func set(_ argument: Argument) throws {
    guard let (node, slot) = slot(for: argument) else { throw unknown(argument) }
    _ = try give(argument, to: node, slot)
  }

  // MARK: Both

  private mutating func give(_ argument: Argument, to node: Node, _ slot: Slot) throws -> Node? {
    guard node.given.insert(slot.name).inserted || slot.kind == .runs else {
      throw Problem(
        "\(slot.name) is given twice", advice: "leave one of them out (help \(subject))",
        at: argument.nameSpan ?? argument.span)
    }
    if case .text(let word) = argument.value, let type = slot.member(named: word) {
      return adopt(type, for: slot, by: node)
    }
    if let (type, settings) = Filling.itemWithSettings(argument, for: slot) {
      let child = adopt(type, for: slot, by: node)
      try give(settings, to: child)
      return child
    }
    do {
      // A file may be called 007: such places take what was typed, not what it means.
      let isFree = slot.kind == .file || slot.kind == .folder || slot.kind == .text
      try node.item.set(slot.name, to: isFree ? .text(argument.text) : argument.value)
    } catch let problem as Problem {
      throw problem.located(at: argument.span)
    }
    return nil
  }

  private mutating func adopt(_ type: any Item.Type, for slot: Slot, by node: Node) -> Node {
    let child = Node(type.init())
    node.children.append((slot.name, child))
    nodes.append(child)
    return child
  }

  // MARK: Items with settings in one text

  /// `"l2 0.01"` where a regularizer may be given: the item that the first word names, and the others. So a varied
  /// value may bring settings of its own.
  private static func itemWithSettings(
    _ argument: Argument, for slot: Slot
  ) -> (type: any Item.Type, settings: [Argument])? {
    guard case .member = slot.kind, case .text(let text) = argument.value,
      let space = text.firstIndex(of: " "), let type = slot.member(named: String(text[..<space]))
    else { return nil }
    let program: Program
    // What does not read as a command is no item with settings; the setting itself says what it wants.
    do { program = try Program(parsing: text) } catch { return nil }
    guard program.statements.count == 1, case .command(let command)? = program.statements.first?.form,
      command.block == nil
    else { return nil }
    let settings = command.arguments.compactMap { written in
      written.value.literalValue.map { Argument(name: written.name?.text, value: $0, span: argument.span) }
    }
    return settings.count == command.arguments.count ? (type, settings) : nil
  }

  private mutating func give(_ settings: [Argument], to child: Node) throws {
    var places = child.slots.filter(\.isPosition)[...]
    for setting in settings {
      if setting.name != nil {
        try set(setting)
      } else if let place = places.popFirst() {
        _ = try give(setting, to: child, place)
      } else {
        throw tooMany(setting)
      }
    }
  }

  // MARK: Problems

  private func tooMany(_ argument: Argument) -> Problem {
    let most = root.slots.count(where: \.isPosition)
    let rule =
      most == 0 ? "no arguments without a name" : "at most \(most.counted("argument")) here"
    let names = nodes.flatMap { $0.slots.filter { !$0.isPosition }.map(\.name) }
    return Problem(
      "\(subject) takes \(rule), got \(argument.value.literal) as well",
      advice: names.isEmpty
        ? "help \(subject)"
        : "settings are given by name: \(names.map { $0 + "=…" }.joined(separator: " ")) (help \(subject))",
      at: argument.span)
  }

  private func unknown(_ argument: Argument) -> Problem {
    let name = argument.name ?? ""
    let special = nodes.dropFirst().flatMap { $0.slots.map(\.name) }
    let general = root.slots.filter { nodes.count == 1 || !$0.isPosition }.map(\.name)
    let names = special + general.filter { !special.contains($0) }
    // The most special item is the one meant: "dense has no setting", not "layer has no setting".
    let owner = nodes.count > 1 ? nodes[1].item.name : subject
    return Problem(
      "\(owner) has no setting \"\(name)\"." + Suggestion.sentence(for: name, among: names),
      advice: names.isEmpty
        ? "\(owner) has no settings (help \(owner))"
        : "settings: \(names.joined(separator: ", ")) (help \(owner))",
      at: argument.nameSpan)
  }
}

extension Call {
  /// The arguments after the first `skipped` positions, which named the command.
  func fillingArguments(skipping skipped: Int) -> [Filling.Argument] {
    var left = skipped
    return arguments.compactMap { argument in
      if argument.name == nil, left > 0 {
        left -= 1
        return nil
      }
      return Filling.Argument(
        name: argument.name, value: argument.value, text: argument.text, nameSpan: argument.nameSpan,
        span: argument.span)
    }
  }
}
