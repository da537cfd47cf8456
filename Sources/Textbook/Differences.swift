/// Numeric differentiation: what every gradient is checked against.
package enum Differences {
  /// ∂f/∂x by central differences; the error is about step² · f‴ / 6 plus 10⁻¹⁶ · f / step.
  package static func gradient(
    of f: ([Double]) -> Double, at x: [Double], step: Double = 1e-5
  ) -> [Double] {
    x.indices.map { derivative(of: f, at: x, along: $0, step: step) }
  }

  /// ∂f/∂xᵢ
  package static func derivative(
    of f: ([Double]) -> Double, at x: [Double], along i: Int, step: Double = 1e-5
  ) -> Double {
    var (above, below) = (x, x)
    above[i] += step
    below[i] -= step
    return (f(above) - f(below)) / (above[i] - below[i])
  }
}
