import NeuralNet

extension Dense: TextbookLayer {
  // yₙⱼ = Σᵢ xₙᵢ·Wᵢⱼ + bⱼ                  x [N, I]   W [I, O]   b [O]   y [N, O]
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let w = pass.parameters[0]
    let inputs = pass.input.count
    let y = x.map { x in
      (0..<units).map { j in
        (0..<inputs).reduce(bias ? pass.parameters[1][j] : 0) { $0 + x[$1] * w[$1 * units + j] }
      }
    }
    // ∂L/∂Wᵢⱼ = Σₙ xₙᵢ·gₙⱼ    ∂L/∂bⱼ = Σₙ gₙⱼ    ∂L/∂xₙᵢ = Σⱼ gₙⱼ·Wᵢⱼ           g [N, O]
    return TextbookStep(output: y) { g in
      var weights = [Double](repeating: 0, count: inputs * units)
      var biases = [Double](repeating: 0, count: units)
      var input = x
      for n in x.indices {
        for i in 0..<inputs {
          input[n][i] = (0..<units).reduce(0) { $0 + g[n][$1] * w[i * units + $1] }
          for j in 0..<units { weights[i * units + j] += x[n][i] * g[n][j] }
        }
        for j in 0..<units { biases[j] += g[n][j] }
      }
      return (input, bias ? [weights, biases] : [weights])
    }
  }
}
