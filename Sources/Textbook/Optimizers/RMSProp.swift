import NeuralNet

extension RMSProp: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices {
      memory[0][i] = rho * memory[0][i] + (1 - rho) * g[i] * g[i]
      w[i] -= rate * g[i] / (memory[0][i].squareRoot() + epsilon)
    }
  }
}
