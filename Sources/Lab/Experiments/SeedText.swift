import Basis

enum SeedText {
  /// `seed 42`, `5 seeds (1…5)`, `2 seeds (3, 7)`.
  static func text(_ seeds: [UInt64]) -> String {
    guard let first = seeds.first, let last = seeds.last, seeds.count > 1 else {
      return "seed \(seeds.first ?? 0)"
    }
    let isRow = zip(seeds, seeds.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 == 1 }
    let list =
      isRow
      ? "\(first)…\(last)"
      : seeds.prefix(6).map(String.init).joined(separator: ", ") + (seeds.count > 6 ? ", …" : "")
    return "\(seeds.count) seeds (\(list))"
  }
}
