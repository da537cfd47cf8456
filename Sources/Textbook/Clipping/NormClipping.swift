import NeuralNet

extension NormClipping: TextbookClipping {
  package func clipped(_ gradient: [Double], blocks: [Range<Int>]) -> [Double] {
    var clipped = gradient
    for block in blocks { clipped.replaceSubrange(block, with: Array(gradient[block]).shortened(to: limit)) }
    return clipped
  }
}
