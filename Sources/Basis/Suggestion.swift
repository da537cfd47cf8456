/// Finds the word the learner probably meant. It suggests; nothing ever runs a guess.
package enum Suggestion {
  /// The nearest candidate, if it is near enough to be worth mentioning.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    // One slip in a short word, a third of the letters in a long one: more would be noise.
    let limit = max(1, min(3, (word.count + 1) / 3))
    let lowered = word.lowercased()
    let ranked = candidates.map { ($0, distance(lowered, $0.lowercased())) }
    if let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= limit, best.1 < word.count { return best.0 }
    guard word.count >= 2 else { return nil }
    // Other tools join what settings keep apart: glorot-normal, glorot_uniform.
    return candidates.first { $0.lowercased().hasPrefix(lowered) }
      ?? candidates.filter {
        lowered.hasPrefix($0.lowercased() + "-") || lowered.hasPrefix($0.lowercased() + "_")
      }
      .max { $0.count < $1.count }
  }

  /// ` Did you mean "units"?` or nothing.
  package static func sentence(for word: String, among candidates: [String]) -> String {
    nearest(to: word, among: candidates).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each.
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.prefix(64))
    let b = Array(second.prefix(64))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        let same = a[i - 1] == b[j - 1]
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
