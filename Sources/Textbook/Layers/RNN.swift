import NeuralNet

extension RNN: TextbookLayer {
  // zₜ = xₜ·W + hₜ₋₁·U + b    hₜ = f(zₜ)    h₀ = 0           x [T, F]   W [F, H]   U [H, H]   b, z, h [H]
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let w = Weights(pass.parameters[0], rows: x[0].count / pass.input.extents[0])
    let u = Weights(pass.parameters[1], rows: units)
    let none = [Double](repeating: 0, count: units)
    let samples = x.map { steps($0, pass) }
    // h begins with h₀.
    let runs = samples.map { x in
      x.reduce(into: (z: [[Double]](), h: [none])) { run, x in
        let z = sum(sum(w.times(x), u.times(run.h[run.h.count - 1])), pass.parameters[2])
        run.z.append(z)
        run.h.append(z.map { activation.value($0, 0) })
      }
    }
    // ∂L/∂zₜ = ∂L/∂hₜ·f′(zₜ)      ∂L/∂hₜ = gₜ + ∂L/∂zₜ₊₁·Uᵀ      ∂L/∂xₜ = ∂L/∂zₜ·Wᵀ
    // ∂L/∂W = Σ xₜᵀ·∂L/∂zₜ        ∂L/∂U = Σ hₜ₋₁ᵀ·∂L/∂zₜ          ∂L/∂b = Σ ∂L/∂zₜ
    return TextbookStep(output: runs.map { output(Array($0.h.dropFirst())) }) { g in
      var (w, u) = (w, u)
      var biases = none
      let input = samples.indices.map { n in
        var dx = samples[n]
        var later = none
        for t in samples[n].indices.reversed() {
          let dh = sum(outputGradients(g[n], steps: samples[n].count)[t], later)
          let dz = zip(dh, runs[n].z[t]).map { $0 * activation.slope($1, 0) }
          dx[t] = w.back(dz, from: samples[n][t])
          later = u.back(dz, from: runs[n].h[t])
          biases = sum(biases, dz)
        }
        return dx.flatMap { $0 }
      }
      return (input, [w.gradient, u.gradient, biases])
    }
  }
}
