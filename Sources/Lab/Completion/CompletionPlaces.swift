import Basis
import Language

/// Which places of a command are still open, given the arguments before the cursor. A lenient sister of `Filling`.
struct CompletionPlaces {
  /// Unnamed places that may come next.
  private(set) var pending: [Slot]
  /// The command's slots, and those of every item named so far.
  private(set) var known: [Slot]
  private var given: Set<String> = []

  init(_ type: any Command.Type, after arguments: [CursorContext.WrittenArgument]) {
    known = type.slots
    pending = known.filter(\.isPosition)
    for argument in type.takesAlternatives ? Alternatives.last(of: arguments) : arguments {
      if let name = argument.name {
        given.insert(name)
        if let slot = slot(named: name) { open(slot.member(named: argument.text)) }
      } else {
        place(argument.text)
      }
    }
  }

  func slot(named name: String) -> Slot? { known.last { $0.name == name } }

  /// Settings that have not been given yet.
  var settings: [Slot] { known.filter { !$0.isPosition && !given.contains($0.name) } }

  /// The next place, and those behind it as long as the ones before may be left out.
  var next: [Slot] {
    var slots: [Slot] = []
    for slot in pending {
      slots.append(slot)
      // A number or a free word has to be there before what follows makes sense.
      if slot.kind.words.isEmpty { break }
    }
    return slots
  }

  private mutating func place(_ text: String) {
    guard !pending.isEmpty else { return }
    let value = Double(text).map(Value.number) ?? .text(text)
    let index = pending.firstIndex { $0.kind.suits(value) || $0.member(named: text) != nil } ?? 0
    let slot = pending[index]
    pending.removeFirst(slot.kind == .runs ? index : index + 1)
    open(slot.member(named: text))
  }

  private mutating func open(_ member: (any Item.Type)?) {
    guard let member else { return }
    known += member.slots
    pending = member.slots.filter(\.isPosition) + pending
  }
}
