import NeuralNet

extension BatchNormalization: TextbookLayer {
  // y = γ·x̂ + β,  x̂ = (x − μ) / √(σ² + ε),  μ and σ² over the M values of each feature f
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let (gamma, beta) = (pass.parameters[0], pass.parameters[1])
    let features = gamma.count
    var (mean, variance) = (pass.state[0], pass.state[1])
    var state = pass.state
    let m = Double(x.count * pass.input.count / features)
    if pass.mode.isFitting {
      for f in 0..<features {
        let values = x.flatMap { x in stride(from: f, to: x.count, by: features).map { x[$0] } }
        mean[f] = values.reduce(0, +) / m
        variance[f] = values.reduce(0) { $0 + ($1 - mean[f]) * ($1 - mean[f]) } / m
        if pass.mode == .training && m > 1 {
          state[0][f] = momentum * state[0][f] + (1 - momentum) * mean[f]
          state[1][f] = momentum * state[1][f] + (1 - momentum) * variance[f] * m / (m - 1)
        }
      }
    }
    let root = variance.map { ($0 + epsilon).squareRoot() }
    let normal = x.map { x in
      x.indices.map { (x[$0] - mean[$0 % features]) / root[$0 % features] }
    }
    let y = normal.map { x in
      x.indices.map { gamma[$0 % features] * x[$0] + beta[$0 % features] }
    }
    // ∂L/∂β = Σ g    ∂L/∂γ = Σ g·x̂    ∂L/∂x = γ/√(σ² + ε)·(g − Σ g / M − x̂·Σ (g·x̂) / M)
    // The two means are what changing x does to μ and σ²; with running statistics they are not there.
    return TextbookStep(output: y, state: state) { g in
      var (scales, shifts) = (gamma.map { _ in 0.0 }, beta.map { _ in 0.0 })
      for n in x.indices {
        for i in x[n].indices {
          scales[i % features] += g[n][i] * normal[n][i]
          shifts[i % features] += g[n][i]
        }
      }
      let coupling: Double = pass.mode.isFitting ? 1 : 0
      let input = x.indices.map { n in
        x[n].indices.map { i -> Double in
          let f = i % features
          let shared = coupling * (shifts[f] + normal[n][i] * scales[f]) / m
          return gamma[f] / root[f] * (g[n][i] - shared)
        }
      }
      return (input, [scales, shifts])
    }
  }
}
