import Basis

/// What folding batch normalization into the layers before it did. Blocks counted from 0, as they were.
package struct Folding: Sendable {
  package struct Fold: Sendable {
    /// The layer that took it up, and the block that it was in.
    package let into: String
    package let block: Int
    package let normalizationBlock: Int
  }

  /// A normalization that stays.
  package struct Obstacle: Sendable {
    package let block: Int
    package let reason: String
  }

  package internal(set) var folds: [Fold] = []
  package internal(set) var obstacles: [Obstacle] = []

  package init() {}
}

extension Network {
  /// Folds every batch normalization that directly follows a dense or convolution layer into that layer, so that outputs
  /// outside training stay what they are. Throws where there is none to fold; then nothing has changed.
  package mutating func foldNormalization() throws -> Folding {
    var folding = Folding()
    var kept: [LearnedLayer] = []
    for placed in layout.layers {
      guard let normalization = placed.layer as? BatchNormalization else {
        kept.append(LearnedLayer(placed, in: self))
        continue
      }
      if let last = kept.last, last.layer is any AffineLayer {
        try kept[kept.count - 1].take(normalization, LearnedLayer(placed, in: self))
        folding.folds.append(
          .init(into: last.layer.title, block: last.block, normalizationBlock: placed.block))
      } else {
        folding.obstacles.append(.init(block: placed.block, reason: Network.obstacle(kept.last?.layer)))
        kept.append(LearnedLayer(placed, in: self))
      }
    }
    guard !folding.folds.isEmpty else { throw Network.nothingToFold(folding) }
    try replaceLayers(by: kept)
    return folding
  }

  private static func obstacle(_ former: (any Layer)?) -> String {
    switch former {
    case nil: "it comes first, and fuse does not fold forwards into the layer behind"
    case let activation as ActivationLayer: "it follows the activation \(activation.title)"
    case let layer?: "it follows \(layer.title)"
    }
  }

  private static func nothingToFold(_ folding: Folding) -> Problem {
    guard let first = folding.obstacles.first else {
      return Problem(
        "no layer has batch normalization, so there is nothing to fold",
        advice: "bn on puts it into all hidden layers; train, then fuse")
    }
    return Problem(
      "no batch normalization directly follows a dense or convolution layer: in layer \(first.block + 1) "
        + first.reason,
      advice: "bn on puts it before the activation, where it can be folded")
  }

  /// Replaces the layers by these, in order of computation, with all that they have learned.
  private mutating func replaceLayers(by kept: [LearnedLayer]) throws {
    try edit { blocks in
      for index in blocks.indices { blocks[index].layers = kept.filter { $0.block == index }.map(\.layer) }
      blocks.removeAll { $0.layers.isEmpty }
    }
    // Editing carries tensors over by name, and a block's second normalization may now bear the first one's.
    for (placed, layer) in zip(layout.layers, kept) {
      for (slot, numbers) in zip(placed.parameters, layer.parameters) {
        parameters.replaceSubrange(slot.range, with: numbers)
      }
      for (slot, numbers) in zip(placed.state, layer.state) {
        state.replaceSubrange(slot.range, with: numbers)
      }
    }
  }
}

/// A layer with its tensors, away from the flat buffers.
private struct LearnedLayer {
  let block: Int
  var layer: any Layer
  var parameters: [[Float]]
  var state: [[Float]]

  init(_ placed: NetworkLayout.Placed, in network: Network) {
    (block, layer) = (placed.block, placed.layer)
    parameters = placed.parameters.map { Array(network.parameters[$0.range]) }
    state = placed.state.map { Array(network.state[$0.range]) }
  }

  // γ·(x·W + b − μ)/√(σ² + ε) + β = x·W′ + b′      W, W′ [rows, O]   b, b′, γ, β, μ, σ² [O]
  // W′ = W·s    b′ = (b − μ)·s + β    s = γ/√(σ² + ε) for each column
  mutating func take(_ normalization: BatchNormalization, _ learned: LearnedLayer) throws {
    guard var affine = layer as? any AffineLayer else { preconditionFailure("\(layer.title) has no columns") }
    let (gamma, beta) = (learned.parameters[0], learned.parameters[1])
    let (mean, variance) = (learned.state[0], learned.state[1])
    let scales = gamma.indices.map {
      Double(gamma[$0]) / (Double(variance[$0]) + normalization.epsilon).squareRoot()
    }
    let weights = parameters[0]
    let bias = affine.bias ? parameters[1] : gamma.map { _ in 0 }
    let folded = [
      weights.indices.map { Float(Double(weights[$0]) * scales[$0 % scales.count]) },
      bias.indices.map { Float((Double(bias[$0]) - Double(mean[$0])) * scales[$0] + Double(beta[$0])) },
    ]
    guard folded.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Problem(
        "folded into layer \(block + 1) (\(layer.title)), some weights would no longer be finite numbers",
        advice: "diagnose tells where numbers are huge")
    }
    affine.bias = true
    (layer, parameters) = (affine, folded)
  }
}
