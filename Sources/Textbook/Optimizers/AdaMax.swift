import Foundation
import NeuralNet

extension AdaMax: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices {
      memory[0][i] = beta1 * memory[0][i] + (1 - beta1) * g[i]
      memory[1][i] = max(beta2 * memory[1][i], abs(g[i]) + epsilon)
      w[i] -= rate / (1 - pow(beta1, Double(step))) * memory[0][i] / memory[1][i]
    }
  }
}
