import NeuralNet

extension WeightDecay: TextbookRegularizer {
  package func before(_ w: [Double], rate: Double) -> [Double] { w.map { $0 - rate * strength * $0 } }
}
