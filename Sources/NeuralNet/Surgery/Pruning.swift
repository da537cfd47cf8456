import Basis

/// Which weights compete when a share of them is pruned.
package enum PruningScope: String, CaseIterable, Sendable {
  /// Those of one layer: each keeps the same share.
  case layer
  /// All that are chosen: a layer of small weights loses more.
  case network
}

extension Network {
  /// The tensors of a block (counted from 0) that multiply their input: those that can be pruned.
  package func weights(ofBlock block: Int) -> [Range<Int>] {
    layout.layers.filter { $0.block == block }.flatMap(\.parameters).filter { $0.spec.role == .weight }
      .map(\.range)
  }

  /// How many of some blocks' weights there are, and how many of them are exactly 0.
  package func zeros(ofBlocks chosen: [Int]) -> (zeros: Int, weights: Int) {
    let ranges = chosen.flatMap(weights(ofBlock:))
    return (
      ranges.reduce(0) { $0 + parameters[$1].count { $0 == 0 } }, ranges.reduce(0) { $0 + $1.count }
    )
  }

  /// Prunes the weights of smallest magnitude until this share of them is pruned, those included that were before. Of
  /// equals the first go. Returns how many were added.
  package mutating func pruneWeights(
    _ chosen: [Int], fraction: Double, scope: PruningScope = .layer
  ) -> Int {
    let before = pruned.count { $0 }
    let groups = chosen.map { weights(ofBlock: $0) }
    for group in scope == .layer ? groups : [groups.flatMap { $0 }] {
      pruneSmallest(group.flatMap { Array($0) }, fraction)
    }
    clearPruned()
    return pruned.count { $0 } - before
  }

  private mutating func pruneSmallest(_ indices: [Int], _ fraction: Double) {
    let wanted = Int((fraction * Double(indices.count)).rounded())
    let goneAlready = pruned.isEmpty ? 0 : indices.count { pruned[$0] }
    guard wanted > goneAlready else { return }
    let candidates = pruned.isEmpty ? indices : indices.filter { !pruned[$0] }
    // NaN has no place in an order, and is not small.
    let sizes = candidates.map { parameters[$0].isNaN ? .infinity : abs(parameters[$0]) }
    let order = candidates.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
    if pruned.isEmpty { pruned = Array(repeating: false, count: parameters.count) }
    for place in order.prefix(wanted - goneAlready) { pruned[candidates[place]] = true }
  }

  /// Lets pruned weights of these blocks move again. They begin at 0.
  package mutating func releasePruned(_ chosen: [Int]) {
    for range in chosen.flatMap(weights(ofBlock:)) where !pruned.isEmpty {
      for index in range { pruned[index] = false }
    }
    if !pruned.contains(true) { pruned = [] }
  }

  /// Takes over what is pruned in a tensor that was copied from elsewhere.
  mutating func prune(_ range: Range<Int>, as mask: ArraySlice<Bool>) {
    guard mask.contains(true) || !pruned.isEmpty else { return }
    if pruned.isEmpty { pruned = Array(repeating: false, count: parameters.count) }
    pruned.replaceSubrange(range, with: mask)
  }

  mutating func clearPruned() {
    for index in pruned.indices where pruned[index] { parameters[index] = 0 }
  }
}

extension Model {
  /// As the network does; the optimizer forgets what it knew of what is pruned, and of nothing else.
  package mutating func pruneWeights(
    _ chosen: [Int], fraction: Double, scope: PruningScope = .layer
  ) -> Int {
    let added = network.pruneWeights(chosen, fraction: fraction, scope: scope)
    let count = network.parameters.count
    for start in stride(from: 0, to: memory.buffers.count, by: max(1, count)) {
      for index in network.pruned.indices where network.pruned[index] { memory.buffers[start + index] = 0 }
    }
    return added
  }

  package mutating func releasePruned(_ chosen: [Int]) { network.releasePruned(chosen) }
}
