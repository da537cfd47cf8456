import Basis

/// Which seeds experiments take instead of those they list.
package enum SeedChoice: Equatable, Sendable {
  /// So many: the first of those listed, and if they are too few, the smallest numbers that are missing.
  case count(Int)
  /// Exactly these.
  case list([UInt64])

  package static let most = 1000

  /// `5` or `6..10`.
  package init(_ text: String) throws {
    let problem = Problem(
      "seeds must be a number in 1…\(SeedChoice.most) or a range such as 6..10, got \"\(text.prefix(40))\"",
      kind: .usage)
    if let count = Int(text) {
      guard (1...SeedChoice.most).contains(count) else { throw problem }
      self = .count(count)
      return
    }
    let ends = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
    guard ends.count == 3, let first = ends[0], let last = ends[2], text.contains(".."), first <= last,
      last - first < SeedChoice.most, last <= 1 << 53
    else { throw problem }
    self = .list(Array(first...last))
  }

  /// The seeds of an experiment that lists `listed` (nil: none), in a lab with the seed `standard`.
  package static func seeds(_ choice: SeedChoice?, listed: [UInt64]?, standard: UInt64) -> [UInt64] {
    switch choice {
    case nil: return listed ?? [standard]
    case .list(let seeds): return seeds
    case .count(let count):
      guard let listed else { return count == 1 ? [standard] : Array(1...UInt64(count)) }
      var seeds = Array(listed.prefix(count))
      var next: UInt64 = 1
      while seeds.count < count {
        if !seeds.contains(next) { seeds.append(next) }
        next += 1
      }
      return seeds
    }
  }
}
