import Basis

/// What a network costs, for `summary`. Blocks counted from 0.
extension Network {
  package func parameterCount(ofBlock block: Int) -> Int { layout.blockRanges[block].count }

  /// Multiplications and additions for one sample, forwards; a training step takes about three times as many.
  package func operationsPerSample(ofBlock block: Int) -> Int {
    placed(block).reduce(0) { $0 + $1.layer.operations(for: $1.input) }
  }

  package var operationsPerSample: Int { layout.operationsPerSample }

  package func input(ofBlock block: Int) -> Shape { placed(block).first?.input ?? input }
  package func output(ofBlock block: Int) -> Shape { placed(block).last?.output ?? input }

  func placed(_ block: Int) -> [NetworkLayout.Placed] { layout.layers.filter { $0.block == block } }
}
