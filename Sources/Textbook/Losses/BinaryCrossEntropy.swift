import Foundation
import NeuralNet

extension BinaryCrossEntropy: TextbookOutputLoss {
  // L = −t·ln σ(z) − (1 − t)·ln(1 − σ(z))    ∂L/∂z = σ(z) − t
  package func value(_ z: Double, _ t: Double) -> Double {
    // −ln σ(z) = softplus(−z), and 1 − σ(z) = σ(−z).
    t * Softplus().value(-z) + (1 - t) * Softplus().value(z)
  }
  package func slope(_ z: Double, _ t: Double) -> Double { Sigmoid().value(z) - t }
}
