import NeuralNet

extension ValueClipping: TextbookClipping {
  package func clipped(_ gradient: [Double], blocks: [Range<Int>]) -> [Double] {
    gradient.map { max(-limit, min(limit, $0)) }
  }
}
