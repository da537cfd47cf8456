import Basis

/// Outputs without a class: a network for ten classes that learns from samples of two.
extension Model {
  /// How many outputs stand for none of these classes. Only a plain output layer may have them: in all other cases they
  /// are the sign of an output layer that was forgotten.
  package func spareOutputs(for targets: Targets) -> Int {
    guard case .classes(_, let count) = targets, count > 1, loss.toleratesSpareOutputs,
      let last = network.blocks.last, last.layers.count == 1, last.layers[0] is any AffineLayer
    else { return 0 }
    return max(0, network.output.count - count)
  }

  /// Throws a `Problem` when the network's outputs or the targets do not fit the loss.
  package func check(_ targets: Targets) throws {
    try loss.check(outputs: network.output.count - spareOutputs(for: targets), targets: targets)
  }
}
