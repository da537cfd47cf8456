import Basis

/// Draws pairs of samples of the same class or of different ones.
package struct PairDraws: Sendable {
  private let labels: [Int32]
  /// All rows, class by class, and where each class begins.
  private let byClass: [Int]
  private let starts: [Int]
  /// Rows that may be the first of a pair, and those of them whose class has another row.
  private let firsts: [Int]
  private let firstsOfSame: [Int]
  private var random: Random

  /// The first of each pair is one of the samples from `from` on. nil where there are no pairs of either sort.
  package init?(_ samples: Samples, from: Int = 0, random: Random) {
    guard case .classes(let labels, let count) = samples.targets else { return nil }
    self.labels = labels
    self.random = random
    byClass = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
    var sizes = [Int](repeating: 0, count: count)
    for label in labels { sizes[Int(label)] += 1 }
    starts = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    firsts = labels.indices.filter { $0 >= from }
    firstsOfSame = firsts.filter { sizes[Int(labels[$0])] > 1 }
    guard sizes.count(where: { $0 > 0 }) > 1, !firstsOfSame.isEmpty else { return nil }
  }

  package mutating func next(isSame: Bool) -> (Int, Int, isSame: Bool) {
    let candidates = isSame ? firstsOfSame : firsts
    let first = candidates[random.index(below: candidates.count)]
    let label = Int(labels[first])
    let own = starts[label]..<starts[label + 1]
    if isSame {
      // Any other of the class: the last stands in for the one that was drawn.
      let place = own.lowerBound + random.index(below: own.count - 1)
      return (first, byClass[place] == first ? byClass[own.upperBound - 1] : byClass[place], true)
    }
    let other = random.index(below: byClass.count - own.count)
    return (first, byClass[other < own.lowerBound ? other : other + own.count], false)
  }
}
