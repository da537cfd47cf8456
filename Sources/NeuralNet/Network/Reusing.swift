import Basis

extension Network {
  /// Takes copies of another network's blocks (counted from 0, ascending), with all they have learned, bit for bit: as its
  /// only layers if it has none, else in place of its own layers of the same numbers. On a `Problem` nothing has changed.
  package mutating func reuse(_ chosen: [Int], of other: Network, isFrozen: Bool) throws {
    let isEmpty = blocks.isEmpty
    if !isEmpty, let beyond = chosen.first(where: { $0 >= blocks.count }) {
      throw Problem(
        "there is no layer \(beyond + 1) here whose place the copy could take: the network has "
          + blocks.count.counted("layer"),
        advice: "add layers first, or begin an empty network: network use NAME")
    }
    var changed = self
    try changed.place(chosen.map { other.blocks[$0].layers }, at: isEmpty ? nil : chosen, isFrozen: isFrozen)
    let places = isEmpty ? Array(chosen.indices) : chosen
    for (from, to) in zip(chosen, places) {
      let (wanted, given) = (other.input(ofBlock: from), changed.input(ofBlock: to))
      guard wanted == given else {
        throw Problem(
          "layer \(from + 1) there takes \(wanted.text) numbers, and here it would get \(given.text)",
          advice:
            "reuse fits where shapes are equal: layers that follow one another, from layer 1, on samples of the same shape"
        )
      }
    }
    for index in blocks.indices where !places.contains(index) {
      let (wanted, given) = (input(ofBlock: index), changed.input(ofBlock: index))
      guard wanted == given else {
        throw Problem(
          "layer \(index + 1) here takes \(wanted.text) numbers, and would get \(given.text) from the copy before it",
          advice: "reuse that layer too, or begin an empty network: network use NAME")
      }
    }
    for (from, to) in zip(chosen, places) { changed.copyNumbers(of: from, in: other, to: to) }
    self = changed
  }

  /// The blocks must have the same layers and the same input.
  mutating func copyNumbers(of from: Int, in other: Network, to: Int) {
    let (sources, targets) = (other.placed(from), placed(to))
    for (source, target) in zip(sources, targets) {
      parameters.replaceSubrange(target.parameterRange, with: other.parameters[source.parameterRange])
      state.replaceSubrange(target.stateRange, with: other.state[source.stateRange])
      if !other.pruned.isEmpty { prune(target.parameterRange, as: other.pruned[source.parameterRange]) }
    }
  }
}

extension Model {
  /// |W − W₀| / |W₀| of a block's weights (block counted from 0), where W₀ is what they were when they were drawn or copied;
  /// nil for a block without weights, or whose weights began at zero.
  package func movement(ofBlock block: Int) -> Double? {
    let weights = network.layout.layers.filter { $0.block == block }.flatMap(\.parameters).filter {
      $0.spec.role == .weight
    }
    var (change, length) = (0.0, 0.0)
    for index in weights.flatMap(\.range) {
      let (now, then) = (Double(network.parameters[index]), Double(origin[index]))
      change += (now - then) * (now - then)
      length += then * then
    }
    return length > 0 ? (change / length).squareRoot() : nil
  }
}
