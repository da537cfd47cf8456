import NeuralNet

extension L2Penalty: TextbookRegularizer {
  package func penalty(_ w: [Double]) -> Double { strength * w.reduce(0) { $0 + $1 * $1 } }
  package func gradient(_ w: [Double]) -> [Double] { w.map { 2 * strength * $0 } }
}
