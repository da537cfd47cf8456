import Basis

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

  /// Numbers held, each shared buffer counted once: copies of an array share its memory until one of them changes.
  private var bytes: Int {
    var seen: Set<UnsafeRawPointer> = []
    var total = 0
    for entry in entries {
      for buffer in entry.state.buffers where buffer.count > 0 {
        buffer.withUnsafeBytes { bytes in
          if let start = bytes.baseAddress, seen.insert(start).inserted { total += bytes.count }
        }
      }
    }
    return total
  }
}

extension LabState {
  fileprivate var buffers: [[Float]] {
    var buffers: [[Float]] = []
    for model in [model].compactMap({ $0 }) + shelf.map(\.model) {
      buffers += [model.network.parameters, model.network.state, model.memory.buffers, model.origin]
    }
    if let data {
      buffers.append(data.source.samples.features)
      buffers += [data.train.features, data.validation.features, data.test.features]
    }
    return buffers
  }
}
