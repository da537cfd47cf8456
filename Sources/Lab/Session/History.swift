import Basis
import DataSets

/// The states before the latest commands, for `undo`; the oldest are forgotten when they take too much memory.
struct History {
  struct Entry {
    let state: LabState
    /// The command that this state came before.
    let command: String
  }

  static let mostBytes = 512 << 20
  static let mostEntries = 1000

  private(set) var entries: [Entry] = []

  mutating func push(_ state: LabState, before command: String) {
    entries.append(Entry(state: state, command: command))
    if entries.count > History.mostEntries { entries.removeFirst() }
    while entries.count > 1, bytes > History.mostBytes { entries.removeFirst() }
  }

  mutating func pop() -> Entry? { entries.popLast() }

  /// Bytes held, each shared buffer counted once: copies of an array share its memory until one of them changes. The
  /// newest state's data does not count: mostly it is the present data, which is there whatever is remembered.
  private var bytes: Int {
    var seen: Set<UnsafeRawPointer> = []
    for buffer in entries.last?.state.data.map(LabState.buffers(of:)) ?? [] { seen.insert(buffer.start) }
    var total = 0
    for entry in entries {
      for buffer in entry.state.buffers where seen.insert(buffer.start).inserted { total += buffer.count }
    }
    return total
  }
}

/// Where an array's elements lie, to tell whether two share them, and how many bytes they take.
private struct Buffer {
  let start: UnsafeRawPointer
  let count: Int

  init?<Element>(_ array: [Element]) {
    let bytes = array.withUnsafeBytes { ($0.baseAddress, $0.count) }
    guard let start = bytes.0, bytes.1 > 0 else { return nil }
    (self.start, count) = (start, bytes.1)
  }
}

extension LabState {
  fileprivate var buffers: [Buffer] {
    var arrays: [[Float]] = []
    for model in [model].compactMap({ $0 }) + shelf.map(\.model) {
      arrays += [model.network.parameters, model.network.state, model.memory.buffers, model.origin]
    }
    return arrays.compactMap { Buffer($0) } + (data.map(LabState.buffers(of:)) ?? [])
  }

  fileprivate static func buffers(of data: DataSet) -> [Buffer] {
    let raw =
      switch data.source.samples.store {
      case .numbers(let numbers): Buffer(numbers)
      case .bytes(let bytes): Buffer(bytes)
      }
    return ([raw] + data.made.map { Buffer($0.features) }).compactMap { $0 }
  }
}
