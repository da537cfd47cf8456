import Basis
import NeuralNet
import Testing

@Suite struct OrthogonalTests {
  @Test(arguments: [(40, 40), (64, 10), (10, 64), (1, 5), (5, 1)], [Float(1), 1.5])
  func multiplyingBackGivesTheIdentity(shape: (rows: Int, columns: Int), gain: Float) {
    var orthogonal = Orthogonal()
    orthogonal.gain = gain
    let w = draw(orthogonal, shape.rows, shape.columns, seed: 4)
    // The shorter side's vectors are orthogonal and as long as the gain.
    let isHigh = shape.rows >= shape.columns
    let vectors = (0..<min(shape.rows, shape.columns)).map { k in
      (0..<max(shape.rows, shape.columns)).map { isHigh ? w[$0][k] : w[k][$0] }
    }
    for (i, first) in vectors.enumerated() {
      for (j, second) in vectors.enumerated() {
        let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? Double(gain * gain) : 0)) < 1e-6)
      }
    }
  }

  @Test func moreExtentsAreTakenAsAMatrixOfOutputs() {
    let tensor = TensorSpec("W", [2, 3, 4], .weight, start: .drawn(Orthogonal()))
    var (first, second) = (Random(seed: 2), Random(seed: 2))
    let flat = TensorSpec("W", [6, 4], .weight, start: .drawn(Orthogonal()))
    #expect(Orthogonal().draw(tensor, &first) == Orthogonal().draw(flat, &second))
  }

  /// All rotations are equally likely only if every entry is as often positive as negative. Without the signs of R's
  /// diagonal, reflections always give the first entry the same sign.
  @Test func everyEntryHasMeanZeroAndVarianceOneOverN() {
    #expect(Self.worstEntry { draw(Orthogonal(), 4, 4, seed: $0) } < 5)
    #expect(Self.worstEntry { seed in reflected(draw(Orthogonal(), 4, 4, seed: seed)) } > 5)
  }

  /// Largest distance of an entry's mean from 0 and of its mean square from 1/n, in standard errors.
  static func worstEntry(_ draw: (UInt64) -> [[Double]]) -> Double {
    let n = 4
    let trials = 4000
    var sum = [Double](repeating: 0, count: n * n)
    var square = sum
    for seed in 0..<trials {
      for (k, entry) in draw(UInt64(seed)).flatMap({ $0 }).enumerated() {
        sum[k] += entry
        square[k] += entry * entry
      }
    }
    // For a uniformly random rotation E q² = 1/n and E q⁴ = 3/(n(n + 2)).
    let second = 1 / Double(n)
    let fourth = 3 / Double(n * (n + 2))
    let means = sum.map { abs($0 / Double(trials)) / (second / Double(trials)).squareRoot() }
    let squares = square.map {
      abs($0 / Double(trials) - second) / ((fourth - second * second) / Double(trials)).squareRoot()
    }
    return (means + squares).worst
  }

  /// What forgetting the signs does: each column's sign is chosen by its diagonal entry.
  private func reflected(_ q: [[Double]]) -> [[Double]] {
    q.map { row in row.indices.map { q[$0][$0] > 0 ? -row[$0] : row[$0] } }
  }

  private func draw(_ initializer: Orthogonal, _ rows: Int, _ columns: Int, seed: UInt64) -> [[Double]] {
    let tensor = TensorSpec("W", [rows, columns], .weight, start: .drawn(initializer))
    var random = Random(seed: 99).stream("orthogonal", Int(seed))
    let flat = initializer.draw(tensor, &random).map(Double.init)
    return (0..<rows).map { Array(flat[$0 * columns..<($0 + 1) * columns]) }
  }
}
