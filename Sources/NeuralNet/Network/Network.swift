import Basis

/// A network as a value: its blocks, and everything it has learned in two flat buffers.
package struct Network: Sendable {
  /// The shape of one sample as it enters.
  package let input: Shape
  package let seed: UInt64
  package private(set) var blocks: [Block] = []
  /// Where each layer and each tensor lies; follows from `input` and `blocks`.
  package private(set) var layout: NetworkLayout
  /// All trained numbers, block after block.
  package var parameters: [Float] = []
  /// All running statistics, block after block.
  package var state: [Float] = []
  /// True for a weight that has been pruned: it is 0 and training leaves it so. As long as the parameters, or empty while
  /// nothing is pruned.
  package internal(set) var pruned: [Bool] = []
  /// The `id` that the next new block gets.
  package private(set) var nextID = 1

  package init(input: Shape, seed: UInt64) {
    self.input = input
    self.seed = seed
    layout = NetworkLayout(input: input)
  }

  /// A network as it was, from everything it consists of. Throws a `Problem` where that does not fit together.
  package init(
    input: Shape, seed: UInt64, blocks: [Block], nextID: Int, parameters: [Float], state: [Float],
    pruned: [Bool] = []
  ) throws {
    let ids = blocks.map(\.id)
    guard Set(ids).count == ids.count, ids.allSatisfy({ (1..<max(1, nextID)).contains($0) }),
      nextID < 1 << 53
    else {
      throw Problem(
        "the layers' ids must differ and lie in 1..<\(nextID), got "
          + ids.prefix(10).map { String($0) }.joined(separator: ", "), kind: .malformed)
    }
    guard blocks.allSatisfy({ !$0.layers.isEmpty }) else {
      throw Problem("a layer is empty", kind: .malformed)
    }
    let layout = try NetworkLayout(input: input, blocks: blocks)
    guard parameters.count == layout.parameterCount, state.count == layout.stateCount else {
      throw Problem(
        "the layers take \(Numbers.grouped(layout.parameterCount)) parameters and "
          + "\(Numbers.grouped(layout.stateCount)) running statistics, got "
          + "\(Numbers.grouped(parameters.count)) and \(Numbers.grouped(state.count))", kind: .malformed)
    }
    guard parameters.allSatisfy(\.isFinite), state.allSatisfy(\.isFinite) else {
      throw Problem("a weight or a running statistic is not a finite number", kind: .malformed)
    }
    (self.input, self.seed, self.blocks, self.nextID) = (input, seed, blocks, nextID)
    guard pruned.isEmpty || pruned.count == parameters.count,
      zip(parameters, pruned).allSatisfy({ $0 == 0 || !$1 })
    else { throw Problem("a pruned weight is not 0", kind: .malformed) }
    (self.layout, self.parameters, self.state, self.pruned) = (layout, parameters, state, pruned)
  }

  /// The shape of one sample as it leaves.
  package var output: Shape { layout.layers.last?.output ?? input }

  /// Changes the list of blocks by any rule, and carries over every tensor whose place and shape survive.
  ///
  /// All other tensors get first values from their own initializer. On a `Problem` nothing has changed.
  package mutating func edit(_ change: (inout [Block]) throws -> Void) throws {
    var edited = blocks
    try change(&edited)
    let after = try NetworkLayout(input: input, blocks: edited)
    var newParameters = [Float](repeating: 0, count: after.parameterCount)
    var newState = [Float](repeating: 0, count: after.stateCount)
    var newPruned = pruned.isEmpty ? [] : [Bool](repeating: false, count: after.parameterCount)
    let trained = layout.slots(of: \.parameters)
    let running = layout.slots(of: \.state)
    for slot in after.tensors(of: \.parameters) {
      if let old = trained[slot.key], old.spec.shape == slot.spec.shape {
        newParameters.replaceSubrange(slot.range, with: parameters[old.range])
        if !pruned.isEmpty { newPruned.replaceSubrange(slot.range, with: pruned[old.range]) }
      } else {
        draw(slot, into: &newParameters)
      }
    }
    for slot in after.tensors(of: \.state) {
      if let old = running[slot.key], old.spec.shape == slot.spec.shape {
        newState.replaceSubrange(slot.range, with: state[old.range])
      } else {
        draw(slot, into: &newState)
      }
    }
    (blocks, layout, parameters, state) = (edited, after, newParameters, newState)
    pruned = newPruned
  }

  /// Appends one block.
  package mutating func append(_ layers: [any Layer]) throws {
    try insert(layers, at: blocks.count)
  }

  /// Inserts one block so that it becomes number `index`, counted from 0.
  package mutating func insert(_ layers: [any Layer], at index: Int) throws {
    precondition(!layers.isEmpty && (0...blocks.count).contains(index), "block \(index) of \(blocks.count)")
    let block = Block(id: nextID, layers: layers)
    try edit { $0.insert(block, at: index) }
    nextID += 1
  }

  /// Puts new blocks of these layers in place of those with the same numbers, or behind all others where `places` is nil.
  package mutating func place(_ layers: [[any Layer]], at places: [Int]?, isFrozen: Bool = false) throws {
    let first = nextID
    try edit { blocks in
      for (number, layers) in layers.enumerated() {
        let block = Block(id: first + number, layers: layers, isFrozen: isFrozen)
        if let places { blocks[places[number]] = block } else { blocks.append(block) }
      }
    }
    nextID += layers.count
  }

  /// Gives the drawn tensors of these blocks (counted from 0) new first values, by `initializer` if one is given.
  /// The same network, seed and initializer give the same values each time.
  package mutating func redraw(_ chosen: Range<Int>, with initializer: (any Initializer)? = nil) throws {
    if let initializer {
      try edit { blocks in
        for index in chosen {
          for place in blocks[index].layers.indices {
            guard var layer = blocks[index].layers[place] as? any WeightedLayer else { continue }
            layer.initializer = initializer
            blocks[index].layers[place] = layer
          }
        }
      }
    }
    for slot in layout.tensors(of: \.parameters) where chosen.contains(slot.block) {
      draw(slot, into: &parameters)
    }
    for slot in layout.tensors(of: \.state) where chosen.contains(slot.block) {
      draw(slot, into: &state)
    }
    clearPruned()
  }

  private func draw(_ slot: TensorSlot, into buffer: inout [Float]) {
    switch slot.spec.start {
    case .constant(let number):
      for index in slot.range { buffer[index] = number }
    case .drawn(let initializer):
      var random = Random(seed: seed).stream(
        "weights " + slot.key.layer + " " + slot.key.tensor, slot.key.block)
      buffer.withUnsafeMutableBufferPointer { whole in
        let numbers = UnsafeMutableBufferPointer(rebasing: whole[slot.range])
        if slot.spec.parts == 1 {
          initializer.fill(numbers, of: slot.spec, random: &random)
        } else {
          Network.fill(numbers, of: slot.spec, by: initializer, &random)
        }
      }
    }
  }

  /// Draws the matrices that lie side by side one after the other.
  private static func fill(
    _ numbers: UnsafeMutableBufferPointer<Float>, of spec: TensorSpec, by initializer: any Initializer,
    _ random: inout Random
  ) {
    let rows = spec.shape[0]
    let columns = spec.count / rows
    let width = columns / spec.parts
    let part = TensorSpec(
      spec.name, [rows, width], spec.role, fanIn: spec.fanIn, fanOut: spec.fanOut, start: spec.start)
    var drawn = [Float](repeating: 0, count: part.count)
    for number in 0..<spec.parts {
      drawn.withUnsafeMutableBufferPointer { initializer.fill($0, of: part, random: &random) }
      for row in 0..<rows {
        for column in 0..<width {
          numbers[row * columns + number * width + column] = drawn[row * width + column]
        }
      }
    }
  }
}
