import NeuralNet

extension Dropout: TextbookLayer {
  // y = x·m / (1 − rate),  m = 0 with probability rate, else 1;  y = x outside training
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let rate = Double(rate)
    let factor = x.indices.map { n in
      x[n].indices.map { i -> Double in
        if pass.mode == .inference { return 1 }
        return pass.draw(sample: n, number: i, bits: 32) < rate ? 0 : 1 / (1 - rate)
      }
    }
    // ∂L/∂x = g·m / (1 − rate)
    return TextbookStep(output: times(x, factor)) { g in (times(g, factor), []) }
  }

  private func times(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    zip(a, b).map { zip($0, $1).map { $0 * $1 } }
  }
}
