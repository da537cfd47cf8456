import Basis

/// Shapes and places that follow from a network's blocks: who gets which stretch of the flat buffers.
package struct NetworkLayout: Sendable {
  /// One layer in order of computation.
  package struct Placed: Sendable {
    /// Counted from 0.
    package let block: Int
    /// Stay the same while a block moves: the block's `id` and the layer's name within it.
    package let owner: Int
    package let name: String
    package let layer: any Layer
    package let title: String
    package let input: Shape
    package let output: Shape
    package let parameters: [TensorSlot]
    package let state: [TensorSlot]
    /// The layer's stretch of the flat parameters, of the flat running state.
    package let parameterRange: Range<Int>
    package let stateRange: Range<Int>
    package let isFrozen: Bool

    fileprivate func isSame(as other: Placed) -> Bool {
      guard block == other.block, owner == other.owner, name == other.name, isFrozen == other.isFrozen else {
        return false
      }
      return title == other.title && input == other.input && parameterRange == other.parameterRange
        && stateRange == other.stateRange
    }
  }

  package private(set) var layers: [Placed] = []
  package private(set) var parameterCount = 0
  package private(set) var stateCount = 0
  /// For each block its stretch of the flat parameters.
  package private(set) var blockRanges: [Range<Int>] = []

  /// Numbers are held several times over (gradients, optimizer's memory), so this many take a few gigabytes.
  package static let mostParameters = 100_000_000
  package static let mostBlocks = 1000

  init(input: Shape) {}

  /// Throws a `Problem` that names the block which cannot take what the one before it gives.
  package init(input: Shape, blocks: [Block]) throws {
    guard blocks.count <= NetworkLayout.mostBlocks else {
      throw Problem(
        "a network may have at most \(Numbers.grouped(NetworkLayout.mostBlocks)) layers, got "
          + Numbers.grouped(blocks.count))
    }
    var shape = input
    for (number, block) in blocks.enumerated() {
      let start = parameterCount
      var seen: [String: Int] = [:]
      for layer in block.layers {
        do {
          let occurrence = seen[layer.name, default: 0]
          seen[layer.name] = occurrence + 1
          let key = occurrence == 0 ? layer.name : "\(layer.name)\(occurrence + 1)"
          try place(layer, key: key, in: block, number: number, input: &shape)
        } catch let problem as Problem {
          throw Problem(
            "layer \(number + 1): \(problem.message)", advice: problem.advice, kind: problem.kind,
            at: problem.span)
        }
      }
      blockRanges.append(start..<parameterCount)
    }
  }

  private mutating func place(
    _ layer: any Layer, key: String, in block: Block, number: Int, input: inout Shape
  ) throws {
    let output = try layer.output(for: input)
    let parameters = layer.parameters(for: input)
    let total = parameters.reduce(parameterCount) { $0 + $1.count }
    guard total <= NetworkLayout.mostParameters else {
      throw Problem(
        "\(layer.title) would bring the network to \(Numbers.grouped(total)) parameters; at most "
          + "\(Numbers.grouped(NetworkLayout.mostParameters)) are possible",
        advice: "fewer units, here or in the layer before: it has \(input.text)")
    }
    let state = layer.state(for: input)
    func slots(_ specs: [TensorSpec], from start: Int) -> [TensorSlot] {
      var next = start
      return specs.map { spec in
        defer { next += spec.count }
        return TensorSlot(
          key: .init(block: block.id, layer: key, tensor: spec.name), block: number, spec: spec,
          range: next..<next + spec.count)
      }
    }
    let trained = slots(parameters, from: parameterCount)
    let running = slots(state, from: stateCount)
    let parameterEnd = trained.last?.range.upperBound ?? parameterCount
    let stateEnd = running.last?.range.upperBound ?? stateCount
    layers.append(
      Placed(
        block: number, owner: block.id, name: key, layer: layer, title: layer.title, input: input,
        output: output, parameters: trained, state: running,
        parameterRange: parameterCount..<parameterEnd, stateRange: stateCount..<stateEnd,
        isFrozen: block.isFrozen))
    (parameterCount, stateCount, input) = (parameterEnd, stateEnd, output)
  }

  /// The stretches of the flat parameters that training moves, and those that it leaves: neighbours joined.
  var moving: [Range<Int>] { stretches(frozen: false) }
  var frozen: [Range<Int>] { stretches(frozen: true) }

  private func stretches(frozen: Bool) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for placed in layers where placed.isFrozen == frozen && !placed.parameterRange.isEmpty {
      let range = placed.parameterRange
      if let last = joined.last, last.upperBound == range.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  package func tensors(of kind: KeyPath<Placed, [TensorSlot]>) -> [TensorSlot] {
    layers.flatMap { $0[keyPath: kind] }
  }

  /// Multiplications and additions for one sample, forwards.
  package var operationsPerSample: Int { layers.reduce(0) { $0 + $1.layer.operations(for: $1.input) } }

  /// Whether the same layers do the same at the same places, whatever they have learned.
  func isSame(as other: NetworkLayout) -> Bool {
    layers.count == other.layers.count && zip(layers, other.layers).allSatisfy { $0.isSame(as: $1) }
  }

  func slots(of kind: KeyPath<Placed, [TensorSlot]>) -> [TensorSlot.Key: TensorSlot] {
    Dictionary(uniqueKeysWithValues: tensors(of: kind).map { ($0.key, $0) })
  }
}

/// One tensor and its place in a flat buffer.
package struct TensorSlot: Sendable {
  /// Stays the same while a block moves.
  package struct Key: Hashable, Sendable {
    /// The block's `id`.
    package let block: Int
    package let layer: String
    package let tensor: String
  }

  package let key: Key
  /// The block's number, counted from 0.
  package let block: Int
  package let spec: TensorSpec
  package let range: Range<Int>
}
