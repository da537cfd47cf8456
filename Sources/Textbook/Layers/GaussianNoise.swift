import Foundation
import NeuralNet

extension GaussianNoise: TextbookLayer {
  // y = x + std·z;  y = x outside training    ∂L/∂x = g
  // z = √(−2 ln(1 − u))·cos(2πv) with u, v uniform is normal (Box & Muller 1958)
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let y = x.indices.map { n in
      x[n].indices.map { i -> Double in
        if pass.mode == .inference { return x[n][i] }
        let (u, v) = (
          pass.draw(sample: n, number: 2 * i, bits: 24), pass.draw(sample: n, number: 2 * i + 1, bits: 24)
        )
        return x[n][i] + Double(deviation) * (-2 * log(1 - u)).squareRoot() * cos(2 * .pi * v)
      }
    }
    return TextbookStep(output: y) { g in (g, []) }
  }
}
