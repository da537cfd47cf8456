import Basis
import NeuralNet
import Testing

@Suite struct PruningTests {
  private func model(_ optimizer: String = "sgd") throws -> Model {
    var model = try Model.plain([8], [[Dense(12), try activation("tanh")], [Dense(4)]])
    model.optimizer = try Optimizers.family.make(optimizer)
    return model
  }

  /// 8·12 + 12 + 12·4 + 4 numbers, of which 96 and 48 are weights.
  private let weights = Array(0..<96) + Array(108..<156)

  @Test func theSmallestMagnitudesGoAndBiasesStay() throws {
    var model = try Model.plain([3], [[Dense(2)]])
    try model.edit { $0.parameters = [-0.1, 4, 0.3, -3, 0.2, -5, 0, 0.01] }
    // Half of six weights: −0.1, 0.2 and 0.3.
    #expect(model.pruneWeights([0], fraction: 0.5) == 3)
    #expect(model.network.parameters == [0, 4, 0, -3, 0, -5, 0, 0.01])
    #expect(model.network.pruned == [true, false, true, false, true, false, false, false])
    // Half is half: asking again adds nothing, and asking for more adds the difference.
    #expect(model.pruneWeights([0], fraction: 0.5) == 0)
    #expect(model.pruneWeights([0], fraction: 0.65) == 1)
    #expect(model.network.parameters == [0, 4, 0, 0, 0, -5, 0, 0.01])
  }

  @Test func acrossTheNetworkALayerOfSmallWeightsLosesMore() throws {
    var apart = try Model.plain([2], [[Dense(2)], [Dense(2)]])
    try apart.edit { $0.parameters = [1, 2, 3, 4, 0, 0, 0.1, 0.2, 0.3, 0.4, 0, 0] }
    var together = apart
    #expect(apart.pruneWeights([0, 1], fraction: 0.5) == 4)
    #expect(together.pruneWeights([0, 1], fraction: 0.5, scope: .network) == 4)
    #expect(apart.network.parameters == [0, 0, 3, 4, 0, 0, 0, 0, 0.3, 0.4, 0, 0])
    #expect(together.network.parameters == [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: Optimizers.family.names, [nil, "global-norm"])
  func prunedWeightsStayZeroAndTheOthersMove(_ optimizer: String, _ clipping: String?) throws {
    let samples = Samples.blobs(100)
    var model = try model(optimizer)
    model.clipping = try clipping.map(Clippings.family.make)
    model.regularizers = Regularizers.family.all.map { Regularization($0) }
    // What the optimizer remembers must not move them either.
    try Engine(threads: 1).train(&model, samples, epochs: 2, batch: 20)
    _ = model.pruneWeights([0, 1], fraction: 0.6)
    let (before, mask) = (model.network.parameters, model.network.pruned)
    #expect(mask.count { $0 } == 58 + 29)
    var other = model
    try Engine(threads: 1).train(&model, samples, epochs: 2, batch: 20)
    try Engine(threads: 2).train(&other, samples, epochs: 2, batch: 20)
    #expect(model.digest == other.digest)
    for index in mask.indices where mask[index] { #expect(model.network.parameters[index] == 0) }
    // The proximal part of L1 may hold one or the other at zero as well.
    let moved = weights.count { !mask[$0] && model.network.parameters[$0] != before[$0] }
    #expect(moved > 50)
  }

  @Test func theOptimizerForgetsWhatIsPrunedAndNothingElse() throws {
    var model = try Model.plain([8], [[Dense(12)]], optimizer: CountingDescent())
    try Engine(threads: 1).train(&model, Samples.blobs(64), epochs: 1)
    _ = model.pruneWeights([0], fraction: 0.25)
    for index in 0..<108 {
      #expect(model.memory.buffers[index] == (model.network.pruned[index] ? 0 : 2))
    }
  }

  @Test func prunedWeightsStayThroughEditsAndNewFirstValues() throws {
    var model = try model()
    let first = model.network.parameters
    _ = model.pruneWeights([0, 1], fraction: 0.5)
    let mask = model.network.pruned
    try model.edit { try $0.insert([Dense(8)], at: 0) }
    // Eight more inputs' weights and biases in front, none of them pruned.
    #expect(model.network.pruned == Array(repeating: false, count: 72) + mask)
    try model.edit { try $0.edit { $0.removeFirst() } }
    #expect(model.network.pruned == mask)
    try Engine(threads: 1).train(&model, Samples.blobs(64), epochs: 1)
    try model.edit { try $0.redraw(0..<2) }
    // The winning ticket: first values where they are not pruned.
    for index in mask.indices { #expect(model.network.parameters[index] == (mask[index] ? 0 : first[index])) }
    model.releasePruned([0])
    #expect(!model.network.pruned[0..<96].contains(true) && model.network.pruned[108...].contains(true))
    model.releasePruned([1])
    #expect(model.network.pruned.isEmpty)
  }

  @Test func whatIsPrunedIsPartOfTheDigestAndOfCopies() throws {
    var model = try model()
    _ = model.pruneWeights([0], fraction: 0.5)
    var released = model
    released.releasePruned([0])
    #expect(released.network.parameters == model.network.parameters && released.digest != model.digest)
    var copy = Network(input: [8], seed: 3)
    try copy.reuse([0, 1], of: model.network, isFrozen: false)
    #expect(copy.parameters == model.network.parameters && copy.pruned == model.network.pruned)
  }
}
