import Basis
import NeuralNet
import Testing

@Suite struct EditTests {
  static let samples = Samples.blobs(96)

  /// Three blocks, trained a little so that the optimizer remembers something.
  static func trained() throws -> Model {
    var model = try Model.plain(
      [8], [[Dense(6), try activation("relu")], [Dense(5), try activation("relu")], [Dense(4)]],
      optimizer: CountingDescent())
    try Engine(threads: 1).train(&model, samples, epochs: 1)
    return model
  }

  /// A block's numbers and what the optimizer remembers of them.
  private func kept(_ model: Model, _ block: Int) -> [[Float]] {
    let range = model.network.layout.blockRanges[block]
    let count = model.network.parameters.count
    return [Array(model.network.parameters[range])]
      + (0..<2).map { k in
        Array(model.memory.buffers[(k * count + range.lowerBound)..<(k * count + range.upperBound)])
      }
  }

  @Test func anotherActivationKeepsWeightsAndMemory() throws {
    var model = try Self.trained()
    let before = model
    try model.edit { network in
      try network.edit { blocks in blocks[0].layers[1] = try activation("tanh") }
    }
    #expect(model.network.parameters == before.network.parameters)
    #expect(model.memory == before.memory)
    #expect(model.network.blocks[0].title == "dense 6 tanh")
    try Engine(threads: 1).train(&model, Self.samples, epochs: 1)
  }

  @Test func insertedNormalizationStartsFreshAndLeavesTheRest() throws {
    var model = try Self.trained()
    let before = model
    try model.edit { network in
      try network.edit { blocks in
        for index in 0..<2 { blocks[index].layers.insert(BatchNormalization(), at: 1) }
      }
    }
    #expect(model.network.parameters.count == before.network.parameters.count + 2 * (6 + 5))
    #expect(kept(model, 2) == kept(before, 2))
    let dense = 8 * 6 + 6
    for (after, old) in zip(kept(model, 0), kept(before, 0)) { #expect(Array(after[..<dense]) == old) }
    #expect(
      Array(kept(model, 0)[0][dense...]) == Array(repeating: 1, count: 6) + Array(repeating: 0, count: 6))
    #expect(kept(model, 0)[1][dense...].allSatisfy { $0 == 0 })
    // Removing it again gives what was there.
    try model.edit { network in
      try network.edit { blocks in for index in 0..<2 { blocks[index].layers.remove(at: 1) } }
    }
    #expect(model.network.parameters == before.network.parameters)
    #expect(model.memory == before.memory)
  }

  @Test func aChangedWidthRedrawsTheTensorsItTouchesAndForgetsTheirGradients() throws {
    var model = try Self.trained()
    let before = model
    try model.edit { network in
      try network.edit { blocks in blocks[1].layers[0] = Dense(7) }
    }
    #expect(kept(model, 0) == kept(before, 0))
    #expect(kept(model, 1)[1].allSatisfy { $0 == 0 })
    // The last block's weights had 5 inputs; its bias keeps its shape.
    #expect(kept(model, 2)[1] == Array(repeating: 0, count: 28) + Array(repeating: 3, count: 4))
    try Engine(threads: 1).train(&model, Self.samples, epochs: 1)
  }

  @Test func movedBlocksTakeTheirNumbersAlong() throws {
    var model = try Model.plain(
      [8], [[Dense(8)], [Dense(8)], [Dense(4)]], optimizer: CountingDescent())
    try Engine(threads: 1).train(&model, Self.samples, epochs: 1)
    let before = model
    try model.edit { network in try network.edit { $0.swapAt(0, 1) } }
    #expect(kept(model, 0) == kept(before, 1))
    #expect(kept(model, 1) == kept(before, 0))
    #expect(kept(model, 2) == kept(before, 2))
  }

  @Test func redrawnWeightsForgetTheirGradients() throws {
    var model = try Self.trained()
    let before = model
    try model.edit { network in
      try network.redraw(0..<1, with: try Initializers.family.make("he"))
    }
    #expect(kept(model, 0)[0] != kept(before, 0)[0])
    #expect(kept(model, 0)[1][..<48].allSatisfy { $0 == 0 })
    #expect(kept(model, 1) == kept(before, 1))
  }

  @Test func aRefusedEditChangesNothing() throws {
    var model = try Self.trained()
    let before = model
    #expect(throws: Problem.self) {
      try model.edit { network in
        try network.edit { blocks in
          blocks.removeFirst()
          throw Problem("changed my mind")
        }
      }
    }
    #expect(model.network.parameters == before.network.parameters && model.network.blocks.count == 3)
  }

  @Test func newSettingsKeepTheOptimizersMemoryAndAnotherKindDoesNot() throws {
    var model = try Self.trained()
    let memory = model.memory
    model.optimizer.learningRate = 0.01
    #expect(model.memory == memory)
    model.optimizer = PlainDescent()
    #expect(model.memory.buffers.isEmpty && model.memory.steps == 0)
  }

  @Test(arguments: [[1_000_000, 1_000_000], [1_000_000, 200]])
  func aNetworkBeyondTheBoundIsRefusedWithTheNumberAndTheRule(_ units: [Int]) throws {
    var network = Network(input: [8], seed: 1)
    #expect {
      for count in units { try network.append([Dense(count)]) }
    } throws: { error in
      (error as? Problem)?.message.contains("100,000,000") ?? false
    }
    #expect(network.blocks.count == 1)
  }

  @Test func insertingABlockLeavesTheFirstWeightsOfAllOthers() throws {
    let plain = try Model.plain([8], [[Dense(8)], [Dense(4)]]).network
    var other = plain
    try other.insert([Dense(8)], at: 1)
    #expect(other.parameters[other.layout.blockRanges[0]] == plain.parameters[plain.layout.blockRanges[0]])
    #expect(
      Array(other.parameters[other.layout.blockRanges[2]])
        == Array(plain.parameters[plain.layout.blockRanges[1]]))
    #expect(
      Array(other.parameters[other.layout.blockRanges[1]])
        != Array(plain.parameters[plain.layout.blockRanges[0]]))
  }
}
