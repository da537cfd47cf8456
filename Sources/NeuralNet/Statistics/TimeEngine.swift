/// An engine that goes through time and can tell how large the backward signal was at each step.
protocol TimeEngine: LayerEngine {
  var steps: Int { get }
  /// ∂L/∂hₜ after a pass backwards, all of it: by way of this step's output and of all later steps. Steps count from 0;
  /// `shards` are the samples of each shard of that pass.
  func stateGradient(at step: Int, shards: [Range<Int>]) -> TensorStatistics
}

extension Workspace {
  /// Of the first layer of the block that goes through time; nil if there is none.
  func timeDeltas(ofBlock block: Range<Int>, batch: Int) -> [TensorStatistics]? {
    guard let engine = stages[block].lazy.compactMap({ $0.engine as? any TimeEngine }).first else {
      return nil
    }
    let count = shards(batch: batch)
    let rows = (0..<count).map { Shards.rows(of: $0, among: count, batch: batch) }
    return (0..<engine.steps).map { engine.stateGradient(at: $0, shards: rows) }
  }
}
