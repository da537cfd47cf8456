import Foundation
import NeuralNet

extension CrossEntropy: TextbookLoss {
  // L = −ln softmax(z)[class] = ln Σⱼ e^(zⱼ − z[class])    ∂L/∂zₖ = softmax(z)ₖ − 1 at the class's place
  package func value(_ z: [Double], _ target: TextbookTarget) -> Double {
    let (others, top) = othersOfTheHighest(z)
    return z[top] - z[place(of: target)] + log1p(others)
  }

  package func slopes(_ z: [Double], _ target: TextbookTarget) -> [Double] {
    let (others, top) = othersOfTheHighest(z)
    var slopes = z.map { exp($0 - z[top]) / (1 + others) }
    let label = place(of: target)
    // p − 1 as the share of all others, which keeps its digits where p is nearly 1.
    slopes[label] = -z.indices.reduce(0) { $1 == label ? $0 : $0 + slopes[$1] }
    return slopes
  }

  // Σ e^(zⱼ − max z) without the highest itself, which is 1. The shift cancels in every quotient; without it exp
  // overflows above 709.
  private func othersOfTheHighest(_ z: [Double]) -> (sum: Double, top: Int) {
    let top = z.indices.max { z[$0] < z[$1] } ?? 0
    return (z.indices.reduce(0) { $1 == top ? $0 : $0 + exp(z[$1] - z[top]) }, top)
  }

  private func place(of target: TextbookTarget) -> Int {
    guard case .label(let label) = target else { preconditionFailure("cross-entropy without labels") }
    return label
  }
}
