import NeuralNet

extension AdaDelta: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices {
      memory[0][i] = rho * memory[0][i] + (1 - rho) * g[i] * g[i]
      let step = -g[i] * (memory[1][i] + epsilon).squareRoot() / (memory[0][i] + epsilon).squareRoot()
      memory[1][i] = rho * memory[1][i] + (1 - rho) * step * step
      w[i] += rate * step
    }
  }
}
