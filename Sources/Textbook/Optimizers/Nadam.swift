import Foundation
import NeuralNet

extension Nadam: TextbookOptimizer {
  package func update(
    _ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double
  ) {
    // Momentum of step t, and the product of those of steps 1…t.
    func mu(_ t: Int) -> Double { followsSchedule ? beta1 * (1 - 0.5 * pow(0.96, Double(t) / 250)) : beta1 }
    func product(_ t: Int) -> Double { (1...t).reduce(1) { $0 * mu($1) } }
    for i in w.indices {
      memory[0][i] = beta1 * memory[0][i] + (1 - beta1) * g[i]
      memory[1][i] = beta2 * memory[1][i] + (1 - beta2) * g[i] * g[i]
      let v = memory[1][i] / (1 - pow(beta2, Double(step)))
      let ahead = mu(step + 1) * memory[0][i] / (1 - product(step + 1))
      let fresh = (1 - mu(step)) * g[i] / (1 - product(step))
      w[i] -= rate * (ahead + fresh) / (v.squareRoot() + epsilon)
    }
  }
}
