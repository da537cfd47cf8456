import NeuralNet

extension LayerNormalization: TextbookLayer {
  // y = γ·x̂ + β,  x̂ = (x − μ) / √(σ² + ε), for every row of F features by itself
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let (gamma, beta) = (pass.parameters[0], pass.parameters[1])
    let features = gamma.count
    let rows = pass.input.count / features
    var normal = x
    var roots = x.map { _ in [Double](repeating: 0, count: rows) }
    for n in x.indices {
      for row in 0..<rows {
        let places = row * features..<(row + 1) * features
        let mean = places.reduce(0) { $0 + x[n][$1] } / Double(features)
        let variance = places.reduce(0) { $0 + (x[n][$1] - mean) * (x[n][$1] - mean) } / Double(features)
        roots[n][row] = (variance + epsilon).squareRoot()
        for i in places { normal[n][i] = (x[n][i] - mean) / roots[n][row] }
      }
    }
    let y = normal.map { x in x.indices.map { gamma[$0 % features] * x[$0] + beta[$0 % features] } }
    // ∂L/∂β = Σ g    ∂L/∂γ = Σ g·x̂    ∂L/∂x = (d − Σ d / F − x̂·Σ (d·x̂) / F) / √(σ² + ε) with d = γ·g
    return TextbookStep(output: y) { g in
      var (scales, shifts) = (gamma.map { _ in 0.0 }, beta.map { _ in 0.0 })
      var input = x
      for n in x.indices {
        for row in 0..<rows {
          let places = row * features..<(row + 1) * features
          let d = places.map { gamma[$0 % features] * g[n][$0] }
          let sum = d.reduce(0, +) / Double(features)
          let product = zip(d, normal[n][places]).reduce(0) { $0 + $1.0 * $1.1 } / Double(features)
          for i in places {
            scales[i % features] += g[n][i] * normal[n][i]
            shifts[i % features] += g[n][i]
            input[n][i] = (d[i % features] - sum - normal[n][i] * product) / roots[n][row]
          }
        }
      }
      return (input, [scales, shifts])
    }
  }
}
