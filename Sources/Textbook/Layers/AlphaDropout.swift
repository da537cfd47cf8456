import NeuralNet

extension AlphaDropout: TextbookLayer {
  // y = a·(x·m + α′·(1 − m)) + b,  m = 0 with probability p = rate, else 1;  y = x outside training and for p = 0
  // α′ = −λα    a² = 1 / (q + α′²·q·p)    b = −a·p·α′    q = 1 − p
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let (p, q) = (Double(rate), 1 - Double(rate))
    let lowest = -1.7580993408473766
    let a = 1 / (q + lowest * lowest * q * p).squareRoot()
    let b = -a * p * lowest
    if pass.mode == .inference { return TextbookStep(output: x) { g in (g, []) } }
    let kept = x.indices.map { n in
      x[n].indices.map { pass.draw(sample: n, number: $0, bits: 32) >= p }
    }
    let y = zip(x, kept).map { zip($0, $1).map { x, isKept in a * (isKept ? x : lowest) + b } }
    // ∂L/∂x = a·g·m
    return TextbookStep(output: y) { g in
      (zip(g, kept).map { zip($0, $1).map { g, isKept in isKept ? a * g : 0 } }, [])
    }
  }
}
