import Basis

/// A regularizer at work in a network: what it does, and to which layers.
package struct Regularization: Sendable {
  package var regularizer: any Regularizer
  /// The `id`s of the blocks whose weights it acts on, which stay theirs while blocks come, go and move. nil for all blocks,
  /// those to come included.
  package private(set) var blocks: [Int]?

  package init(_ regularizer: any Regularizer) { self.regularizer = regularizer }

  /// - Parameter chosen: counted from 0; nil for all.
  package init(_ regularizer: any Regularizer, layers chosen: [Int]?, of network: Network) {
    self.init(regularizer)
    blocks = chosen.map { $0.map { network.blocks[$0].id } }
  }

  /// As a file has it. Throws a `Problem` for blocks that the network does not have.
  package init(_ regularizer: any Regularizer, blocks: [Int]?, of network: Network) throws {
    self.init(regularizer)
    guard let blocks else { return }
    let ids = network.blocks.map(\.id)
    guard !blocks.isEmpty, Set(blocks).count == blocks.count, Set(blocks).isSubset(of: ids) else {
      throw Problem(
        "\(regularizer.name) acts on layers with the ids "
          + blocks.prefix(10).map { String($0) }.joined(separator: ", ") + ", and the network has "
          + ids.prefix(10).map { String($0) }.joined(separator: ", "), kind: .malformed)
    }
    self.blocks = blocks
  }

  package func actsOn(block id: Int) -> Bool { blocks?.contains(id) ?? true }

  /// The layers it acts on, counted from 0; nil for all.
  package func layers(of network: Network) -> [Int]? {
    blocks.map { _ in network.blocks.indices.filter { actsOn(block: network.blocks[$0].id) } }
  }

  /// The same after a change of blocks. What was put in a block's place takes up its part; nil if no block is left.
  func following(from before: [Block], to after: [Block]) -> Regularization? {
    guard let blocks else { return self }
    let (old, new) = (before.map(\.id), after.map(\.id))
    var changed = self
    changed.blocks = blocks.compactMap { id in
      if new.contains(id) { return id }
      guard old.count == new.count, let place = old.firstIndex(of: id), !old.contains(new[place]) else {
        return nil
      }
      return new[place]
    }
    return changed.blocks?.isEmpty == true ? nil : changed
  }
}
