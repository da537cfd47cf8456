import NeuralNet

extension L1Penalty: TextbookRegularizer {
  package func penalty(_ w: [Double]) -> Double { strength * w.reduce(0) { $0 + abs($1) } }

  package func gradient(_ w: [Double]) -> [Double] {
    w.map { method == .proximal || $0 == 0 ? 0 : $0 > 0 ? strength : -strength }
  }

  package func after(_ w: [Double], rate: Double, units: Int) -> [Double] {
    guard method == .proximal else { return w }
    return w.map { ($0 < 0 ? -1 : 1) * max(abs($0) - rate * strength, 0) }
  }
}
