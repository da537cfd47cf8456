import Basis
import NeuralNet
import Testing

@Suite struct UnitPruningTests {
  /// Between a layer with units and the next one with weights: everything that leaves units apart.
  private static let networks: [(name: String, input: Shape, blocks: [[any Layer]])] = [
    ("dense", [5], [[Dense(6), ActivationLayer(Tanh())], [Dense(3)]]),
    (
      "normalized", [5],
      [
        [Dense(6), BatchNormalization(), ActivationLayer(PReLU()), Dropout(0.3)], [GaussianNoise()],
        [Dense(3)],
      ]
    ),
    (
      "convolutions", [6, 6, 2],
      [[Convolution(4), BatchNormalization(), ActivationLayer(PReLU())], [Convolution(3, padding: .valid)]]
    ),
    (
      "pooled", [6, 6, 2],
      [[Convolution(4, stride: 2, bias: false)], [MaxPooling()], [Flatten()], [AlphaDropout()], [Dense(3)]]
    ),
    ("averaged", [4, 4, 1], [[Convolution(5)], [AveragePooling()], [GlobalAveragePooling()], [Dense(3)]]),
  ]

  private func samples(_ shape: Shape) -> Samples {
    var random = Random(seed: 8)
    return Samples(
      shape: shape, features: (0..<30 * shape.count).map { _ in Float(random.normal()) },
      targets: .classes((0..<30).map { Int32($0 % 3) }, count: 3))
  }

  /// Sets the weights that lead out of these units to zero.
  private func silence(_ units: Set<Int>, _ model: inout Model) throws {
    let layers = model.network.layout.layers
    let out = try #require(layers.dropFirst().first { $0.layer is any WeightedLayer }?.parameters[0])
    let columns = try #require(out.spec.shape.last)
    let count = layers[0].output.extents.last ?? 1
    try model.edit { network in
      for (place, index) in out.range.enumerated() where units.contains(place / columns % count) {
        network.parameters[index] = 0
      }
    }
  }

  @Test(arguments: networks.indices, [UnitRule.norm, .activity])
  func unitsThatNobodyHearsGoWithoutATrace(_ number: Int, rule: UnitRule) throws {
    let (name, input, blocks) = UnitPruningTests.networks[number]
    var before = try Model.plain(input, blocks)
    try before.shake()
    try silence([1, 3], &before)
    var after = before
    let engine = Engine(threads: 1)
    let units = try before.network.unitCount(ofBlock: 0)
    try engine.pruneUnits(&after, [0], fraction: 2 / Double(units), by: rule, on: samples(input))
    #expect(try after.network.unitCount(ofBlock: 0) == units - 2)
    #expect(after.network.parameters.count < before.network.parameters.count)
    let outputs = (
      try engine.outputs(before, for: samples(input)), try engine.outputs(after, for: samples(input))
    )
    #expect(zip(outputs.0, outputs.1).allSatisfy { abs($0 - $1) < 1e-5 }, "\(name)")
    // Another two units would have been missed.
    var wrong = before
    try engine.pruneUnits(&wrong, [0], fraction: 3 / Double(units), by: rule, on: samples(input))
    let missed = try engine.outputs(wrong, for: samples(input))
    #expect(zip(outputs.0, missed).contains { abs($0 - $1) > 1e-3 }, "\(name)")
  }

  @Test(arguments: [(UnitRule.norm, [0]), (.incoming, [1]), (.activity, [2])])
  func eachRuleTakesOutTheUnitThatIsLeastByIt(rule: UnitRule, gone: [Int]) throws {
    // Products of lengths: 0.04·10, 0.03·20, 1·1. Sums: 0.04, 0.03, 1. The third unit says 1 whatever comes in, since its
    // tanh is full; the others move.
    var model = try Model.plain([1], [[Dense(3), ActivationLayer(Tanh())], [Dense(1)]])
    try model.edit { $0.parameters = [0.04, 0.03, 1, 0, 0, 50, 10, 20, 1, 0] }
    let x = Samples(shape: [1], features: [-1, 0, 1, 2], targets: .values([0, 0, 0, 0], width: 1))
    try Engine(threads: 1).pruneUnits(&model, [0], fraction: 0.3, by: rule, on: x)
    let kept = [0, 1, 2].filter { !gone.contains($0) }
    let (incoming, biases, outgoing): ([Float], [Float], [Float]) = (
      [0.04, 0.03, 1], [0, 0, 50], [10, 20, 1]
    )
    #expect(
      model.network.parameters == kept.map { incoming[$0] } + kept.map { biases[$0] }
        + kept.map { outgoing[$0] } + [0])
  }

  @Test func chanceIsSeededAndAtLeastOneUnitStays() throws {
    let before = try Model.plain([5], [[Dense(20)], [Dense(10)], [Dense(3)]])
    var (one, two) = (before, before)
    let engine = Engine(threads: 1)
    for fraction in [0.5, 0.99] {
      try engine.pruneUnits(&one, [0, 1], fraction: fraction, by: .random, on: samples([5]))
      try engine.pruneUnits(&two, [0, 1], fraction: fraction, by: .random, on: samples([5]))
      #expect(one.digest == two.digest)
    }
    #expect(try one.network.unitCount(ofBlock: 0) == 1 && one.network.unitCount(ofBlock: 1) == 1)
    var norm = before
    try engine.pruneUnits(&norm, [0, 1], fraction: 0.5, by: .norm, on: samples([5]))
    #expect(norm.digest != two.digest)
  }

  @Test func prunedWeightsOfTheUnitsThatStayAreStillPruned() throws {
    var model = try Model.plain([5], [[Dense(6)], [Dense(3)]])
    try silence([1, 3], &model)
    _ = model.pruneWeights([0, 1], fraction: 0.5)
    let before = model.network.zeros(ofBlocks: [0])
    try Engine(threads: 1).pruneUnits(&model, [0], fraction: 1 / 3, by: .norm, on: samples([5]))
    let network = model.network
    #expect(before.zeros == 15 && network.zeros(ofBlocks: [0, 1]).zeros > 0)
    for index in network.parameters.indices
    where !network.layout.layers[0].parameters[1].range.contains(index) {
      // Biases are zero as well, and nobody pruned them.
      let isWeight = index < 20 || (24..<36).contains(index)
      #expect(network.pruned[index] == (isWeight && network.parameters[index] == 0))
    }
  }

  @Test func unitsThatCannotGoAloneAreAProblemThatSaysWhy() throws {
    let cases: [(blocks: [[any Layer]], input: Shape, word: String)] = [
      ([[Dense(4)]], [3], "output"), ([[Dense(4)], [LayerNormalization()], [Dense(3)]], [3], "mixes"),
      ([[RNN()], [Dense(3)]], [4, 3], "back into themselves"), ([[Flatten()], [Dense(3)]], [3], "no units"),
    ]
    for (blocks, input, word) in cases {
      var model = try Model.plain(input, blocks)
      let before = model.digest
      do {
        try Engine(threads: 1).pruneUnits(&model, [0], fraction: 0.5, by: .norm, on: samples(input))
        Issue.record("\(word) was no problem")
      } catch let problem as Problem {
        #expect(problem.message.contains(word), "\(problem.message)")
      }
      #expect(model.digest == before && !model.network.blocksWithPrunableUnits.contains(0))
    }
  }
}
