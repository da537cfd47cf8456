import NeuralNet

extension MeanAbsoluteError: TextbookOutputLoss {
  // L = |y − t|    ∂L/∂y = sign(y − t)
  package func value(_ y: Double, _ t: Double) -> Double { abs(y - t) }
  package func slope(_ y: Double, _ t: Double) -> Double { y == t ? 0 : y > t ? 1 : -1 }
}
