import NeuralNet

extension GlobalNormClipping: TextbookClipping {
  package func clipped(_ gradient: [Double], blocks: [Range<Int>]) -> [Double] {
    gradient.shortened(to: limit)
  }
}
