import Basis

package struct Orthogonal: Initializer {
  package var gain: Float = 1

  package init() {}

  package static let card = Card<Orthogonal>(
    "orthogonal", "A random rotation: signals keep their length exactly, however many linear layers follow.",
    formula: "WᵀW = gain²·1 (or WWᵀ, if W is wider than high)",
    settings: [Setting("gain", \.gain, in: .closed(0...1e3), "Factor on the length of signals.")],
    sources: [
      Source(
        "Saxe, McClelland & Ganguli", 2013, "arXiv:1312.6120, Exact solutions to the nonlinear dynamics"),
      Source("Mezzadri", 2007, "arXiv:math-ph/0609050, how to make all rotations equally likely"),
    ],
    examples: ["init orthogonal", "init orthogonal gain=1.41"],
    details:
      "Tensors with more than two extents are taken as matrices whose columns are the outputs. For ReLUs a gain "
      + "of √2 makes up for the half that they drop.")

  // A [m, n] = Q·R with m ≥ n and A normal; Q, with the signs of R's diagonal, is a uniformly random rotation.

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    let columns = tensor.shape.last ?? 1
    let rows = weights.count / columns
    let (m, n) = (max(rows, columns), min(rows, columns))
    var matrix = (0..<m * n).map { _ in random.normal() }
    let rotation = Orthogonal.rotation(of: &matrix, m, n)
    for row in 0..<rows {
      for column in 0..<columns {
        let entry = rows >= columns ? rotation[row * n + column] : rotation[column * n + row]
        weights[row * columns + column] = gain * Float(entry)
      }
    }
  }

  /// Q [m, n] by Householder's reflections; overwrites `a` [m, n].
  private static func rotation(of a: inout [Double], _ m: Int, _ n: Int) -> [Double] {
    var reflections: [(v: [Double], scale: Double)] = []
    var signs: [Double] = []
    for k in 0..<n {
      var v = (k..<m).map { a[$0 * n + k] }
      let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // Reflected onto the far side, so that nothing cancels: R's diagonal gets the opposite sign.
      let sign: Double = v[0] < 0 ? 1 : -1
      signs.append(sign)
      v[0] -= sign * length
      let square = v.reduce(0) { $0 + $1 * $1 }
      let reflection = (v: v, scale: square > 0 ? 2 / square : 0)
      reflect(&a, n, from: k, columns: k..<n, reflection)
      reflections.append(reflection)
    }
    var q = [Double](repeating: 0, count: m * n)
    for k in 0..<n { q[k * n + k] = signs[k] }
    for k in (0..<n).reversed() { reflect(&q, n, from: k, columns: k..<n, reflections[k]) }
    return q
  }

  // B ← B − s·v·(vᵀB) for the rows from `top` on, row by row, so that memory is read in order.
  private static func reflect(
    _ b: inout [Double], _ n: Int, from top: Int, columns: Range<Int>,
    _ reflection: (v: [Double], scale: Double)
  ) {
    var products = [Double](repeating: 0, count: columns.count)
    b.withUnsafeMutableBufferPointer { b in
      products.withUnsafeMutableBufferPointer { products in
        for (i, v) in reflection.v.enumerated() {
          let row = UnsafeMutableBufferPointer(rebasing: b[(top + i) * n..<(top + i + 1) * n])
          for j in columns { products[j - columns.lowerBound] += v * row[j] }
        }
        for (i, v) in reflection.v.enumerated() {
          let row = UnsafeMutableBufferPointer(rebasing: b[(top + i) * n..<(top + i + 1) * n])
          for j in columns { row[j] -= reflection.scale * v * products[j - columns.lowerBound] }
        }
      }
    }
  }
}
