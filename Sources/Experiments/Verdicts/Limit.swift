/// The half-line in which a claim wants a number to be: `> 0.02`, `<= 1`.
package struct Limit: Equatable, Sendable {
  package enum Side: Sendable { case above, below }

  package let value: Double
  package let side: Side
  package let includesValue: Bool

  package init(_ side: Side, _ value: Double, includesValue: Bool = false) {
    self.value = value
    self.side = side
    self.includesValue = includesValue
  }

  /// NaN lies nowhere.
  package func contains(_ number: Double) -> Bool {
    switch side {
    case .above: includesValue ? number >= value : number > value
    case .below: includesValue ? number <= value : number < value
    }
  }

  /// Whether all of the interval, none of it, or some of it is where the claim wants it.
  package func verdict(on interval: Interval) -> Verdict {
    let ends = [interval.lower, interval.upper].map(contains)
    return ends[0] == ends[1] ? (ends[0] ? .reproduced : .contradicted) : .undecided
  }
}
