import Basis

/// What a unit's worth is judged by when the least of them are taken out.
package enum UnitRule: String, CaseIterable, Sendable {
  /// ‖w_in‖·‖w_out‖: lengths of the weights that lead in and out.
  case norm
  /// Σ|w_in| alone.
  case incoming
  /// Standard deviation of what the unit says, times ‖w_out‖.
  case activity
  case random
}

/// A layer's units and the way of what they say to the next layer with weights. Counted from 0, in order of computation.
struct UnitPath {
  let block: Int
  let source: Int
  let target: Int
  let units: Int
}

extension Network {
  /// A `Problem` where the units of this block (counted from 0) cannot be taken out.
  private func findUnitPath(ofBlock block: Int) -> Result<UnitPath, Problem> {
    let layers = layout.layers
    let number = block + 1
    guard let source = layers.firstIndex(where: { $0.block == block && $0.layer is any WeightedLayer }) else {
      return .failure(
        Problem(
          "layer \(number) (\(blocks[block].title)) has no units of its own", advice: "prune units 50%"))
    }
    guard let affine = layers[source].layer as? any AffineLayer else {
      return .failure(
        Problem(
          "layer \(number) (\(layers[source].title)) feeds its units back into themselves; units can be taken out of "
            + "dense and convolution layers",
          advice: "prune weights 50% \(number) sets small weights to zero instead"))
    }
    for target in layers.indices.dropFirst(source + 1) {
      switch layers[target].layer {
      case is any AffineLayer:
        return .success(UnitPath(block: block, source: source, target: target, units: affine.unitCount))
      case is BatchNormalization, is ActivationLayer, is Dropout, is AlphaDropout, is GaussianNoise,
        is MaxPooling, is AveragePooling, is GlobalAveragePooling, is Flatten:
        continue
      case let layer:
        return .failure(
          Problem(
            "layer \(number)'s units go into \(layer.title), which mixes them, so none can be taken out alone",
            advice: "prune weights 50% \(number) sets small weights to zero instead"))
      }
    }
    return .failure(
      Problem(
        "layer \(number) is the output: its units are what the network is asked for",
        advice: "prune units 50%"))
  }

  func unitPath(ofBlock block: Int) throws -> UnitPath { try findUnitPath(ofBlock: block).get() }

  /// Blocks whose units can be taken out.
  package var blocksWithPrunableUnits: [Int] {
    blocks.indices.filter {
      switch findUnitPath(ofBlock: $0) {
      case .success: true
      case .failure: false
      }
    }
  }

  package func unitCount(ofBlock block: Int) throws -> Int { try unitPath(ofBlock: block).units }

  /// Keeps these units of a block (ascending) and takes out all others, with all that belongs to them.
  mutating func keepUnits(_ kept: [Int], along path: UnitPath) throws {
    let before = self
    let first = before.layout.layers.firstIndex { $0.block == path.block } ?? path.source
    try edit { blocks in
      guard var layer = blocks[path.block].layers[path.source - first] as? any AffineLayer else {
        preconditionFailure("layer \(path.source) has no units")
      }
      layer.unitCount = kept.count
      blocks[path.block].layers[path.source - first] = layer
    }
    let stays = Set(kept)
    for index in path.source...path.target {
      let (old, new) = (before.layout.layers[index], layout.layers[index])
      // Weights lie as [inputs, units] everywhere, and an input belongs to the unit that its number names modulo units.
      let columns = index == path.target ? old.parameters[0].spec.shape.last ?? 1 : 1
      func survives(_ place: Int) -> Bool { stays.contains(place / columns % path.units) }
      for (from, to) in zip(old.parameters, new.parameters) where from.spec.count != to.spec.count {
        let places = from.range.filter { survives($0 - from.range.lowerBound) }
        parameters.replaceSubrange(to.range, with: places.map { before.parameters[$0] })
        if !pruned.isEmpty { pruned.replaceSubrange(to.range, with: places.map { before.pruned[$0] }) }
      }
      for (from, to) in zip(old.state, new.state) where from.spec.count != to.spec.count {
        let places = from.range.filter { survives($0 - from.range.lowerBound) }
        state.replaceSubrange(to.range, with: places.map { before.state[$0] })
      }
    }
  }

  /// Lengths of the weights that lead into each unit, their absolute sums, and lengths of those that lead out.
  func unitWeights(along path: UnitPath) -> (incoming: [Double], sums: [Double], outgoing: [Double]) {
    var (incoming, sums) = (
      Array(repeating: 0.0, count: path.units), Array(repeating: 0.0, count: path.units)
    )
    var outgoing = incoming
    let (source, target) = (
      layout.layers[path.source].parameters[0], layout.layers[path.target].parameters[0]
    )
    for (place, index) in source.range.enumerated() {
      let w = Double(parameters[index])
      incoming[place % path.units] += w * w
      sums[place % path.units] += abs(w)
    }
    let columns = target.spec.shape.last ?? 1
    for (place, index) in target.range.enumerated() {
      let w = Double(parameters[index])
      outgoing[place / columns % path.units] += w * w
    }
    return (incoming.map { $0.squareRoot() }, sums, outgoing.map { $0.squareRoot() })
  }
}

extension Engine {
  /// Takes a share of the units out of each of these blocks (counted from 0), the least first; at least one stays. The
  /// samples are those whose activity counts. On a `Problem` nothing has changed.
  package func pruneUnits(
    _ model: inout Model, _ chosen: [Int], fraction: Double, by rule: UnitRule, on samples: Samples
  ) throws {
    let paths = try chosen.map { try model.network.unitPath(ofBlock: $0) }
    let worths = try worths(model, paths, rule, samples)
    try model.edit { network in
      for (path, worth) in zip(paths, worths) {
        let count = min(path.units - 1, Int((fraction * Double(path.units)).rounded()))
        guard count > 0 else { continue }
        let order = worth.indices.sorted { (worth[$0], $0) < (worth[$1], $1) }
        try network.keepUnits(order.dropFirst(count).sorted(), along: path)
      }
    }
  }

  private func worths(_ model: Model, _ paths: [UnitPath], _ rule: UnitRule, _ samples: Samples) throws
    -> [[Double]]
  {
    let network = model.network
    let deviations = rule == .activity ? try deviations(model, paths, samples) : []
    return paths.enumerated().map { number, path in
      let weights = network.unitWeights(along: path)
      let worth: [Double]
      switch rule {
      case .norm: worth = zip(weights.incoming, weights.outgoing).map { $0 * $1 }
      case .incoming: worth = weights.sums
      case .activity: worth = zip(deviations[number], weights.outgoing).map { $0 * $1 }
      case .random:
        var random = Random(seed: model.seed).stream("prune units", network.blocks[path.block].id, path.units)
        worth = random.permutation(path.units).map(Double.init)
      }
      // NaN has no place in an order; such a unit goes last, so that trouble stays in sight.
      return worth.map { $0.isNaN ? .infinity : $0 }
    }
  }

  /// Standard deviation, over samples and pixels, of what each unit gives to the next layer with weights.
  private func deviations(_ model: Model, _ paths: [UnitPath], _ samples: Samples) throws -> [[Double]] {
    let workspace = try workspace(model, batch: samples.count, samples: samples, needsTargets: false)
    BatchSource.with(samples) { source in
      workspace.run(
        Job(.forward, .inference, Batch(source, first: 0, count: source.count)), threads: threads)
    }
    return paths.map { path in
      let stage = workspace.stages[path.target]
      let count = samples.count * stage.placed.input.count
      let values = Double(count / path.units)
      var means = Array(repeating: 0.0, count: path.units)
      for place in 0..<count { means[place % path.units] += Double(stage.input[place]) / values }
      var squares = Array(repeating: 0.0, count: path.units)
      for place in 0..<count {
        let gap = Double(stage.input[place]) - means[place % path.units]
        squares[place % path.units] += gap * gap / values
      }
      return squares.map { $0.squareRoot() }
    }
  }
}
