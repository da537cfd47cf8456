import Basis

extension Setting {
  /// A list of words: `[id, name]`; a single word may stand without brackets, and ranges of numbers count as
  /// words.
  package init(_ name: String, words path: WritableKeyPath<Root, [String]> & Sendable, _ summary: String) {
    self.init(
      name, kind: .any, summary,
      get: { .list($0[keyPath: path].map { .text($0) }) },
      set: { $0[keyPath: path] = try words($1, for: name) })
  }
}

/// The words in a list, a range or a single value.
private func words(_ value: Value, for name: String) throws -> [String] {
  switch value {
  case .text(let text): return [text]
  case .number: return [value.literal]
  case .flag: return [value.literal]
  case .range(let range):
    guard range.count <= 100_000 else {
      throw Problem("\(name) must be a list of names, got a range of \(Numbers.grouped(range.count))")
    }
    return range.map { String($0) }
  case .list(let values):
    return try values.flatMap { try words($0, for: name) }
  }
}
