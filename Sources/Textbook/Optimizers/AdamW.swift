import Foundation
import NeuralNet

extension AdamW: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    for i in w.indices {
      memory[0][i] = beta1 * memory[0][i] + (1 - beta1) * g[i]
      memory[1][i] = beta2 * memory[1][i] + (1 - beta2) * g[i] * g[i]
      let m = memory[0][i] / (1 - pow(beta1, Double(step)))
      let v = memory[1][i] / (1 - pow(beta2, Double(step)))
      w[i] -= rate * decay * w[i] + rate * m / (v.squareRoot() + epsilon)
    }
  }
}
