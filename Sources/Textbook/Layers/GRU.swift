import Foundation
import NeuralNet

extension GRU: TextbookLayer {
  private struct Moment {
    var r: [Double]
    var z: [Double]
    var n: [Double]
    var q: [Double]
    var h: [Double]
  }

  // a = xₜ·W + b and p = hₜ₋₁·U, cut into three               W [F, 3H]   U [H, 3H]   b, a, p [3H]   u [H]
  // r = σ(a₁ + p₁)   z = σ(a₂ + p₂)   q = p₃ + u   n = tanh(a₃ + r·q)
  // hₜ = (1 − z)·n + z·hₜ₋₁     h₀ = 0
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let w = Weights(pass.parameters[0], rows: x[0].count / pass.input.extents[0])
    let u = Weights(pass.parameters[1], rows: units)
    let b = pass.parameters[2..<5].flatMap { $0 }
    let none = [Double](repeating: 0, count: units)
    let first = Moment(r: none, z: none, n: none, q: none, h: none)
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let samples = x.map { steps($0, pass) }
    let runs = samples.map { x in
      x.reduce(into: [first]) { run, x in
        let before = run[run.count - 1].h
        let (a, p) = (sum(w.times(x), b), u.times(before))
        var now = first
        for k in 0..<units {
          now.r[k] = sigmoid(a[k] + p[k])
          now.z[k] = sigmoid(a[units + k] + p[units + k])
          now.q[k] = p[2 * units + k] + pass.parameters[5][k]
          now.n[k] = tanh(a[2 * units + k] + now.r[k] * now.q[k])
          now.h[k] = (1 - now.z[k]) * now.n[k] + now.z[k] * before[k]
        }
        run.append(now)
      }
    }
    // ∂L/∂a₃ = ∂L/∂hₜ·(1 − z)·(1 − n²)     ∂L/∂p₃ = ∂L/∂u = ∂L/∂a₃·r
    // ∂L/∂a₂ = ∂L/∂p₂ = ∂L/∂hₜ·(hₜ₋₁ − n)·z(1 − z)     ∂L/∂a₁ = ∂L/∂p₁ = ∂L/∂a₃·q·r(1 − r)
    return TextbookStep(output: runs.map { output($0.dropFirst().map(\.h)) }) { gradient in
      var (w, u) = (w, u)
      var biases = [Double](repeating: 0, count: 4 * units)
      let input = samples.indices.map { sample in
        var dx = samples[sample]
        var later = none
        for t in samples[sample].indices.reversed() {
          let (before, now) = (runs[sample][t].h, runs[sample][t + 1])
          let dh = sum(outputGradients(gradient[sample], steps: samples[sample].count)[t], later)
          var (da, dp) = ([Double](repeating: 0, count: 3 * units), [Double](repeating: 0, count: 3 * units))
          for k in 0..<units {
            let (r, z, n, q) = (now.r[k], now.z[k], now.n[k], now.q[k])
            da[2 * units + k] = dh[k] * (1 - z) * (1 - n * n)
            da[units + k] = dh[k] * (before[k] - n) * z * (1 - z)
            da[k] = da[2 * units + k] * q * r * (1 - r)
            (dp[k], dp[units + k], dp[2 * units + k]) = (da[k], da[units + k], da[2 * units + k] * r)
          }
          dx[t] = w.back(da, from: samples[sample][t])
          later = sum(u.back(dp, from: before), zip(dh, now.z).map { $0 * $1 })
          biases = sum(biases, da + dp[(2 * units)...])
        }
        return dx.flatMap { $0 }
      }
      let parts = (0..<4).map { Array(biases[$0 * units..<($0 + 1) * units]) }
      return (input, [w.gradient, u.gradient] + parts)
    }
  }
}
