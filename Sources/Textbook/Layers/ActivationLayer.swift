import NeuralNet

extension ActivationLayer: TextbookLayer {
  // yₙᵢ = f(xₙᵢ, aₙᵢ)                    x, y [N, I]
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let a = coefficients(x.count, pass)
    let y = x.indices.map { n in x[n].indices.map { activation.value(x[n][$0], a[n][$0]) } }
    // ∂L/∂xₙᵢ = gₙᵢ·f′(xₙᵢ, aₙᵢ)    ∂L/∂aᵤ = Σ gₙᵢ·∂f/∂a over all n and the i of unit u
    return TextbookStep(output: y) { g in
      let input = x.indices.map { n in
        x[n].indices.map { g[n][$0] * activation.slope(x[n][$0], a[n][$0]) }
      }
      let units = pass.parameters.first?.count ?? 0
      var slopes = [Double](repeating: 0, count: units)
      for n in x.indices where units > 0 {
        for i in x[n].indices { slopes[i % units] += g[n][i] * activation.coefficientSlope(x[n][i], a[n][i]) }
      }
      return (input, units > 0 ? [slopes] : [])
    }
  }

  /// [N, I]: none, one for each unit (the last extent), or drawn for every number.
  private func coefficients(_ samples: Int, _ pass: TextbookPass) -> [[Double]] {
    (0..<samples).map { n in
      (0..<pass.input.count).map { i in
        switch activation.coefficient {
        case .none: return 0
        case .learned: return pass.parameters[0][i % pass.parameters[0].count]
        case .random(let range):
          let share = pass.mode.isFitting ? pass.draw(sample: n, number: i, bits: 24) : 0.5
          return Double(range.lowerBound) + Double(range.upperBound - range.lowerBound) * share
        }
      }
    }
  }
}
