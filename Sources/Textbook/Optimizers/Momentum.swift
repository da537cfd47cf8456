import NeuralNet

extension Momentum: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices {
      memory[0][i] = beta * memory[0][i] - rate * g[i]
      w[i] += memory[0][i]
    }
  }
}
