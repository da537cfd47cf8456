import Foundation
import NeuralNet

extension LSTM: TextbookLayer {
  private struct Moment {
    var i: [Double]
    var f: [Double]
    var g: [Double]
    var o: [Double]
    var c: [Double]
    var h: [Double]
  }

  // a = xₜ·W + hₜ₋₁·U + b, cut into a₁ … a₄              W [F, 4H]   U [H, 4H]   b, a [4H]
  // i = σ(a₁)   f = σ(a₂)   g = tanh(a₃)   o = σ(a₄)
  // cₜ = f·cₜ₋₁ + i·g     hₜ = o·tanh(cₜ)     c₀ = h₀ = 0
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let w = Weights(pass.parameters[0], rows: x[0].count / pass.input.extents[0])
    let u = Weights(pass.parameters[1], rows: units)
    let b = pass.parameters[2...].flatMap { $0 }
    let none = [Double](repeating: 0, count: units)
    let first = Moment(i: none, f: none, g: none, o: none, c: none, h: none)
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let samples = x.map { steps($0, pass) }
    let runs = samples.map { x in
      x.reduce(into: [first]) { run, x in
        let before = run[run.count - 1]
        let a = sum(sum(w.times(x), u.times(before.h)), b)
        var now = first
        for k in 0..<units {
          now.i[k] = sigmoid(a[k])
          now.f[k] = sigmoid(a[units + k])
          now.g[k] = tanh(a[2 * units + k])
          now.o[k] = sigmoid(a[3 * units + k])
          now.c[k] = now.f[k] * before.c[k] + now.i[k] * now.g[k]
          now.h[k] = now.o[k] * tanh(now.c[k])
        }
        run.append(now)
      }
    }
    // δ = ∂L/∂cₜ = what cₜ₊₁ hands back + ∂L/∂hₜ·o·(1 − tanh² cₜ), and cₜ₋₁ gets δ·f
    // ∂L/∂a₁ = δ·g·i(1 − i)   ∂L/∂a₂ = δ·cₜ₋₁·f(1 − f)   ∂L/∂a₃ = δ·i·(1 − g²)   ∂L/∂a₄ = ∂L/∂hₜ·tanh(cₜ)·o(1 − o)
    return TextbookStep(output: runs.map { output($0.dropFirst().map(\.h)) }) { gradient in
      var (w, u) = (w, u)
      var biases = [Double](repeating: 0, count: 4 * units)
      let input = samples.indices.map { n in
        var dx = samples[n]
        var (later, laterCell) = (none, none)
        for t in samples[n].indices.reversed() {
          let (before, now) = (runs[n][t], runs[n][t + 1])
          let dh = sum(outputGradients(gradient[n], steps: samples[n].count)[t], later)
          var da = [Double](repeating: 0, count: 4 * units)
          for k in 0..<units {
            let (i, f, g, o, squashed) = (now.i[k], now.f[k], now.g[k], now.o[k], tanh(now.c[k]))
            let delta = laterCell[k] + dh[k] * o * (1 - squashed * squashed)
            da[k] = delta * g * i * (1 - i)
            da[units + k] = delta * before.c[k] * f * (1 - f)
            da[2 * units + k] = delta * i * (1 - g * g)
            da[3 * units + k] = dh[k] * squashed * o * (1 - o)
            laterCell[k] = delta * f
          }
          dx[t] = w.back(da, from: samples[n][t])
          later = u.back(da, from: before.h)
          biases = sum(biases, da)
        }
        return dx.flatMap { $0 }
      }
      let parts = (0..<4).map { Array(biases[$0 * units..<($0 + 1) * units]) }
      return (input, [w.gradient, u.gradient] + parts)
    }
  }
}
