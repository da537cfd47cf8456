import NeuralNet

extension MaxNorm: TextbookRegularizer {
  package func after(_ w: [Double], rate: Double, units: Int) -> [Double] {
    let lengths = (0..<units).map { unit in
      stride(from: unit, to: w.count, by: units).reduce(0) { $0 + w[$1] * w[$1] }.squareRoot()
    }
    return w.indices.map { w[$0] * min(1, longest / max(lengths[$0 % units], 1e-300)) }
  }
}
