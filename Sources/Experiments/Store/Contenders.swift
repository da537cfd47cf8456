import Foundation

/// Which of several trained networks are really better, given that each accuracy was counted on a sample, and which of
/// the best was trained fastest.
package struct Contenders: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    /// 0…1.
    package let accuracy: Double
    package let standardError: Double
    package let seconds: Double

    package init(accuracy: Double, standardError: Double, seconds: Double) {
      self.accuracy = accuracy
      self.standardError = standardError
      self.seconds = seconds
    }
  }

  /// How many standard errors of a difference count as chance.
  package static let standardErrors = 2.0

  package let entries: [Entry]

  /// - Parameter entries: at least one, of finite numbers.
  package init(_ entries: [Entry]) {
    precondition(!entries.isEmpty, "no contenders")
    self.entries = entries
  }

  /// The highest accuracy; the faster one where two are equal.
  package var best: Int {
    entries.indices.reduce(0) { chosen, index in
      let (one, other) = (entries[index], entries[chosen])
      let isBetter =
        one.accuracy > other.accuracy || one.accuracy == other.accuracy && one.seconds < other.seconds
      return isBetter ? index : chosen
    }
  }

  /// What chance alone may do to the difference between two of them.
  package func margin(_ one: Int, _ other: Int) -> Double {
    Contenders.margin(entries[one].standardError, entries[other].standardError)
  }

  /// Of a difference between two independent accuracies.
  package static func margin(_ one: Double, _ other: Double) -> Double {
    standardErrors * (one * one + other * other).squareRoot()
  }

  /// The best and all that are not significantly worse, in the order given.
  package var notWorse: [Int] {
    let best = best
    return entries.indices.filter {
      $0 == best || entries[best].accuracy - entries[$0].accuracy <= margin(best, $0)
    }
  }

  /// The fastest of those; the more accurate one where two took the same time.
  package var recommended: Int {
    notWorse.reduce(best) { chosen, index in
      let (one, other) = (entries[index], entries[chosen])
      let isBetter =
        one.seconds < other.seconds || one.seconds == other.seconds && one.accuracy > other.accuracy
      return isBetter ? index : chosen
    }
  }

  /// Pareto's front: those of which no other is at least as accurate and at least as fast, and better in one of the two.
  package var front: [Int] {
    entries.indices.filter { index in
      let entry = entries[index]
      return !entries.contains {
        $0.accuracy >= entry.accuracy && $0.seconds <= entry.seconds
          && ($0.accuracy > entry.accuracy || $0.seconds < entry.seconds)
      }
    }
  }
}
