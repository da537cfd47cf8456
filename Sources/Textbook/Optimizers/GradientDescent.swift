import NeuralNet

extension GradientDescent: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices { w[i] -= rate * g[i] }
  }
}
