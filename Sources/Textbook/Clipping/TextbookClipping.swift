import NeuralNet

/// Clipping as a book writes it.
package protocol TextbookClipping: Clipping {
  /// `blocks` are the stretches of `gradient` that belong to one layer of the network each.
  func clipped(_ gradient: [Double], blocks: [Range<Int>]) -> [Double]
}

extension [Double] {
  /// Euclidean.
  package var norm: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }

  func shortened(to limit: Double) -> [Double] {
    norm > limit ? map { $0 * limit / norm } : self
  }
}
