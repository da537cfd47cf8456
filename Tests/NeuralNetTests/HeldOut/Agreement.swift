import Testing

/// The one measure by which numbers of the engine are held to those of the textbook: tensor by tensor, so that a small
/// gradient's error does not hide behind a large one.
struct Agreement {
  /// Where the two part, with the worst number; empty if nowhere.
  private(set) var complaints: [String] = []
  /// Numbers that differ where rounding alone explains it: beside a kink, where a sum cancels, where a variance is almost 0.
  private(set) var uncertain = 0
  private(set) var compared = 0

  /// - Parameters:
  ///   - share: allowed distance, as a share of the tensor's largest number.
  ///   - floor: allowed distance in any case.
  ///   - nearby: the same numbers computed with rounding errors, asked for only where a difference is found.
  mutating func compare(
    _ what: String, _ fast: [Float], _ exact: [Double], share: Double, floor: Double,
    nearby: ((_ seed: UInt64) -> [Double])? = nil
  ) {
    guard fast.count == exact.count else {
      complaints.append("\(what): \(fast.count) numbers, \(exact.count) expected")
      return
    }
    compared += fast.count
    let bound = share * (exact.map(abs).max() ?? 0) + floor
    let bad = fast.indices.filter { !(abs(Double(fast[$0]) - exact[$0]) <= bound) }
    guard !bad.isEmpty else { return }
    // Rounding, or a jump, if errors of a float's size move any number of this tensor about as far.
    let gap = bad.map { abs(Double(fast[$0]) - exact[$0]) }.max() ?? 0
    if let nearby {
      for seed in 1...8 as ClosedRange<UInt64> {
        let jump = zip(nearby(seed), exact).map { abs($0 - $1) }.max() ?? 0
        guard gap <= 8 * jump else { continue }
        uncertain += bad.count
        return
      }
    }
    complaints.append(Agreement.describe(what, fast, exact, bad, bound))
  }

  /// Numbers that one update leads to, from the same start by the same gradient: each within rounding of its own size
  /// and of the size of its own step. A penalty's slope may cancel the gradient's and leave its rounding.
  mutating func compareUpdate(
    _ what: String, from start: [Float], _ fast: [Float], _ exact: [Double], except: Set<Int> = []
  ) {
    guard fast.count == exact.count else {
      complaints.append("\(what): \(fast.count) numbers, \(exact.count) expected")
      return
    }
    compared += fast.count
    let floor = 2e-7 * zip(exact, start).reduce(0) { max($0, abs($1.0 - Double($1.1))) } + 1e-12
    func bound(_ k: Int) -> Double {
      let w = Double(start[k])
      return 4e-7 * max(abs(w), abs(exact[k])) + 3e-5 * abs(exact[k] - w) + floor
    }
    uncertain += except.count
    let bad = fast.indices.filter {
      !(abs(Double(fast[$0]) - exact[$0]) <= bound($0)) && !except.contains($0)
    }
    if let first = bad.first {
      complaints.append(Agreement.describe(what, fast, exact, bad, bound(first)))
    }
  }

  mutating func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    compared += 1
    if !holds { complaints.append(what()) }
  }

  private static func describe(
    _ what: String, _ fast: [Float], _ exact: [Double], _ bad: [Int], _ bound: Double
  ) -> String {
    let worst = bad.max { abs(Double(fast[$0]) - exact[$0]) < abs(Double(fast[$1]) - exact[$1]) } ?? bad[0]
    return
      "\(what): \(bad.count) of \(exact.count) differ, at \(worst) \(fast[worst]) where \(exact[worst]) is "
      + "expected (within \(bound))"
  }
}
