import Testing

/// The one measure by which numbers of the engine are held to those of the textbook: tensor by tensor, so that a small
/// gradient's error does not hide behind a large one.
struct Agreement {
  /// Where the two part, with the worst number; empty if nowhere.
  private(set) var complaints: [String] = []
  /// Numbers that differ by more than their size explains, and whose errors close by have no direction: rounding.
  private(set) var uncertain = 0
  private(set) var compared = 0

  /// - Parameters:
  ///   - share: allowed distance, as a share of the tensor's largest number.
  ///   - floor: allowed distance in any case.
  ///   - errors: what the engine's error is at places close by, asked for only where a difference is found.
  mutating func compare(
    _ what: String, _ fast: [Float], _ exact: [Double], share: Double, floor: Double,
    errors: ((_ neighbour: UInt64) throws -> [Double])? = nil
  ) throws {
    guard fast.count == exact.count else {
      complaints.append("\(what): \(fast.count) numbers, \(exact.count) expected")
      return
    }
    compared += fast.count
    let largest = exact.map(abs).max() ?? 0
    let bound = share * largest + floor
    let bad = fast.indices.filter { !(abs(Double(fast[$0]) - exact[$0]) <= bound) }
    guard !bad.isEmpty else { return }
    if let errors {
      // Other dropout masks hide a wrong mask in what they scatter: there the errors have to be small as well.
      let small = 0.02 * largest + 200 * floor
      if try Agreement.haveNoDirection(bad, bound, largest: .infinity, { try errors($0) })
        || Agreement.haveNoDirection(bad, bound, largest: small, { try errors(100 + $0) })
      {
        uncertain += bad.count
        return
      }
    }
    complaints.append(Agreement.describe(what, fast, exact, bad, bound))
  }

  /// Whether the mean of the errors close by is nothing beside their spread, at all these places: a few standard errors
  /// at most. A kink between two slopes is met by one neighbour at most, and moves the mean no further.
  private static func haveNoDirection(
    _ places: [Int], _ bound: Double, largest: Double, _ errors: (UInt64) throws -> [Double]
  ) throws -> Bool {
    var found: [[Double]] = []
    for count in [6, 40] {
      while found.count < count { found.append(try errors(UInt64(found.count))) }
      let n = Double(count)
      let pass = places.allSatisfy { place in
        let mean = found.reduce(0) { $0 + $1[place] } / n
        let squares = found.reduce(0) { $0 + ($1[place] - mean) * ($1[place] - mean) }
        let spread = (squares / (n - 1)).squareRoot()
        return abs(mean) <= bound + 4 * spread / n.squareRoot() && spread <= largest
      }
      if pass { return true }
    }
    return false
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
