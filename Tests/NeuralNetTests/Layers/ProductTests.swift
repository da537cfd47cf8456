import Basis
import CKernels
import Testing

/// Products by every kind of multiplier that this processor has, against sums in Double.
@Suite struct ProductTests {
  static let multipliers = [CK_LIBRARY, CK_TILES_256, CK_TILES_512].filter { ck_has_multiplier($0) }
  /// Extents around the widths of vectors and tiles, and long sums.
  static let sizes = [
    (1, 1, 1), (2, 3, 5), (7, 16, 9), (8, 17, 8), (9, 48, 31), (16, 100, 100), (3, 49, 64), (33, 10, 50),
    (64, 129, 3), (5, 2, 1500), (70, 65, 700), (4, 3, 5000), (20, 700, 3100), (1, 40, 2),
  ]

  @Test(arguments: multipliers, sizes)
  func aProductIsTheSumOfProducts(_ by: ck_multiplier, _ size: (rows: Int, columns: Int, inner: Int)) {
    for (transposeA, transposeB) in [(false, false), (true, false), (false, true)] {
      for hasBias in transposeB ? [false] : [false, true] {
        let worst = error(by, size, transposeA, transposeB, hasBias)
        // Rounding of so many terms of size 1, each of which may be off by half a unit in the last place of the sum.
        let bound = 1e-6 * Double(size.inner + 1)
        #expect(worst <= bound, "\(by) \(size) \(transposeA) \(transposeB) \(hasBias)")
      }
    }
  }

  /// Largest distance from the sums in Double. Neighbours of the result must stay as they are: else it is infinite.
  private func error(
    _ by: ck_multiplier, _ size: (rows: Int, columns: Int, inner: Int), _ transposeA: Bool,
    _ transposeB: Bool, _ hasBias: Bool
  ) -> Double {
    let (rows, columns, inner) = size
    var random = Random(seed: 3)
    // Rows lie further apart than they are long.
    let leadingA = (transposeA ? rows : inner) + 3
    let leadingB = (transposeB ? inner : columns) + 2
    let leadingC = columns + 1
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
    let a = numbers(leadingA * (transposeA ? inner : rows) + 1)
    let b = numbers(leadingB * (transposeB ? columns : inner) + 1)
    let bias = numbers(columns)
    var c = [Float](repeating: 7.5, count: leadingC * rows)
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        bias.withUnsafeBufferPointer { bias in
          c.withUnsafeMutableBufferPointer { c in
            let done = ck_multiply_by(
              by,
              ck_product(
                transposeA: transposeA, transposeB: transposeB, rows: rows, columns: columns, inner: inner,
                a: a.baseAddress, leadingA: leadingA, b: b.baseAddress, leadingB: leadingB,
                bias: hasBias ? bias.baseAddress : nil, c: c.baseAddress, leadingC: leadingC, goesOn: false,
                upcoming: nil))
            #expect(done)
          }
        }
      }
    }
    var worst = 0.0
    for r in 0..<rows {
      for k in 0..<columns {
        var sum = hasBias ? Double(bias[k]) : 0
        for p in 0..<inner {
          sum +=
            Double(a[transposeA ? p * leadingA + r : r * leadingA + p])
            * Double(b[transposeB ? k * leadingB + p : p * leadingB + k])
        }
        worst = max(worst, abs(sum - Double(c[r * leadingC + k])))
      }
      if c[r * leadingC + columns] != 7.5 { return .infinity }
    }
    return worst
  }

  @Test(arguments: multipliers, sizes)
  func aProductGoesOnFromWhatItsResultHolds(
    _ by: ck_multiplier, _ size: (rows: Int, columns: Int, inner: Int)
  ) {
    let (rows, columns, inner) = size
    var random = Random(seed: 4)
    // Small whole numbers, so that nothing is rounded and every order of sums gives the same.
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.index(below: 9)) - 4 } }
    let (a, b) = (numbers(inner * rows), numbers(inner * columns))
    func product(from start: [Float], goesOn: Bool) -> [Float] {
      var c = start
      // Numbers that are about to be written stay as they are.
      var upcoming = start
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeMutableBufferPointer { c in
            upcoming.withUnsafeMutableBufferPointer { upcoming in
              let done = ck_multiply_by(
                by,
                ck_product(
                  transposeA: true, transposeB: false, rows: rows, columns: columns, inner: inner,
                  a: a.baseAddress, leadingA: rows, b: b.baseAddress, leadingB: columns, bias: nil,
                  c: c.baseAddress, leadingC: columns, goesOn: goesOn, upcoming: upcoming.baseAddress))
              #expect(done)
            }
          }
        }
      }
      #expect(upcoming == start)
      return c
    }
    let start = numbers(rows * columns)
    let alone = product(from: start, goesOn: false)
    #expect(product(from: start, goesOn: true) == zip(start, alone).map { $0 + $1 })
  }

  @Test(arguments: [(1, 1), (3, 40), (16, 16), (33, 17), (64, 128)])
  func transposingExchangesRowsAndColumns(_ size: (rows: Int, columns: Int)) {
    let numbers = (0..<size.rows * size.columns).map { Float($0) }
    var turned = [Float](repeating: -1, count: numbers.count)
    ck_transpose(size.rows, size.columns, numbers, &turned)
    for r in 0..<size.rows {
      for c in 0..<size.columns where turned[c * size.rows + r] != numbers[r * size.columns + c] {
        Issue.record("row \(r), column \(c) of \(size)")
      }
    }
  }

  /// Each number is one chain of terms, wherever it lies.
  @Test(arguments: multipliers.filter { $0 != CK_LIBRARY })
  func rowsAreTheSameBitsHoweverManyAreMadeAtOnce(_ by: ck_multiplier) {
    let (rows, columns, inner) = (45, 70, 33)
    var random = Random(seed: 5)
    let a = (0..<rows * inner).map { _ in Float(random.normal()) }
    let b = (0..<columns * inner).map { _ in Float(random.normal()) }
    func product(_ portion: Int) -> [Float] {
      var c = [Float](repeating: 0, count: rows * columns)
      for first in stride(from: 0, to: rows, by: portion) {
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            c.withUnsafeMutableBufferPointer { c in
              guard let a = a.baseAddress, let c = c.baseAddress else { return }
              _ = ck_multiply_by(
                by,
                ck_product(
                  transposeA: true, transposeB: false, rows: min(portion, rows - first), columns: columns,
                  inner: inner, a: a + first, leadingA: rows, b: b.baseAddress, leadingB: columns, bias: nil,
                  c: c + first * columns, leadingC: columns, goesOn: false, upcoming: nil))
            }
          }
        }
      }
      return c
    }
    let whole = product(rows)
    for portion in [1, 3, 8, 13] { #expect(product(portion) == whole) }
  }
}
