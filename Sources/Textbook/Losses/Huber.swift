import NeuralNet

extension Huber: TextbookOutputLoss {
  // L = d²/2 for |d| ≤ δ, δ(|d| − δ/2) otherwise    ∂L/∂y = d bounded to ±δ        d = y − t
  package func value(_ y: Double, _ t: Double) -> Double {
    let (d, delta) = (y - t, Double(delta))
    return abs(d) <= delta ? d * d / 2 : delta * (abs(d) - delta / 2)
  }
  package func slope(_ y: Double, _ t: Double) -> Double { max(-Double(delta), min(Double(delta), y - t)) }
}
