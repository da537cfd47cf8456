import NeuralNet

extension MeanSquaredError: TextbookOutputLoss {
  // L = (y − t)²    ∂L/∂y = 2(y − t)
  package func value(_ y: Double, _ t: Double) -> Double { (y - t) * (y - t) }
  package func slope(_ y: Double, _ t: Double) -> Double { 2 * (y - t) }
}
