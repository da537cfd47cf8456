/// How often numbers fall into equal intervals between the smallest and the largest.
package struct Histogram: Sendable, Equatable {
  package let lower: Double
  package let upper: Double
  package let counts: [Int]
  /// NaN and infinities; they are in no interval.
  package let notFinite: Int

  package init(_ numbers: [Float], bins: Int = 16) {
    precondition(bins > 0, "\(bins) bins")
    let finite = numbers.filter(\.isFinite)
    let least = Double(finite.min() ?? 0)
    let most = Double(finite.max() ?? 0)
    var counts = [Int](repeating: 0, count: least == most ? 1 : bins)
    for number in finite {
      let place = least == most ? 0 : Int((Double(number) - least) / (most - least) * Double(bins))
      // The largest number itself belongs to the last interval.
      counts[min(place, counts.count - 1)] += 1
    }
    lower = least
    upper = most
    self.counts = counts
    notFinite = numbers.count - finite.count
  }

  /// The ends of interval `index`.
  package func interval(_ index: Int) -> (from: Double, to: Double) {
    let width = (upper - lower) / Double(counts.count)
    return (lower + Double(index) * width, lower + Double(index + 1) * width)
  }

  /// One bar an interval, the fullest `width` columns long.
  package func bars(width: Int) -> [String] {
    let most = Double(counts.max() ?? 0)
    return counts.map { Bar.text(most > 0 ? Double($0) / most : 0, width: width) }
  }
}
