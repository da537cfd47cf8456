import Basis

/// One numbered layer of the learner's network: what they named, and what rides along with it.
///
/// `layer dense 50 sigmoid` makes one block of a dense layer and its activation; `bn on` and `dropout 0.2`
/// add a layer to each block. Blocks are counted from 1 at the prompt.
package struct Block: Sendable {
  /// Never reused within a network; weights are drawn from a stream keyed by it, so that inserting or moving a block
  /// leaves all others as they are.
  package let id: Int
  /// The named layer first; then, in order of computation, what was added to it.
  package var layers: [any Layer]
  /// Training leaves a frozen block's parameters and running statistics as they are.
  package var isFrozen = false

  package init(id: Int, layers: [any Layer], isFrozen: Bool = false) {
    self.id = id
    self.layers = layers
    self.isFrozen = isFrozen
  }

  /// As shown in tables: "dense 50 sigmoid".
  package var title: String { layers.map(\.title).joined(separator: " ") }
}
