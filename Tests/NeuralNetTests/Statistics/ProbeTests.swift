import Basis
import NeuralNet
import Testing

@Suite struct ProbeTests {
  static let samples = Samples.blobs(256)

  static func model() throws -> Model {
    try .plain(
      [8],
      [
        [Dense(16), BatchNormalization(), try activation("sigmoid")],
        [Dense(16), try activation("relu"), Dropout(0.5)],
        [Flatten()], [Dense(4)],
      ], optimizer: CountingDescent())
  }

  @Test func lookingChangesNothingAndSeesTheSameTwice() throws {
    let model = try Self.model()
    let engine = Engine(threads: 2)
    let first = try engine.probe(model, on: Self.samples)
    let second = try engine.probe(model, on: Self.samples)
    #expect(first.loss == second.loss)
    for (a, b) in zip(first.blocks, second.blocks) {
      #expect(a.gradient == b.gradient && a.delta == b.delta && a.activation == b.activation)
      #expect(a.updateRatio == b.updateRatio)
    }
    var (probed, plain) = (model, model)
    try engine.train(&probed, Self.samples, epochs: 1)
    _ = try engine.probe(probed, on: Self.samples)
    try engine.train(&probed, Self.samples, epochs: 1)
    try engine.train(&plain, Self.samples, epochs: 2)
    #expect(probed.digest == plain.digest)
  }

  @Test func blocksWithoutWeightsHaveNoFiguresOfWeights() throws {
    let probe = try Engine(threads: 1).probe(try Self.model(), on: Self.samples)
    #expect(
      probe.blocks.map(\.title) == [
        "dense 16 batchnorm sigmoid", "dense 16 relu dropout 0.5", "flatten", "dense 4",
      ])
    #expect(probe.blocks.map { $0.gradient == nil } == [false, false, true, false])
    #expect(probe.blocks.map { $0.weight == nil } == [false, false, true, false])
    #expect(probe.blocks.map { $0.updateRatio == nil } == [false, false, true, false])
    #expect(probe.blocks.map { $0.saturated == nil } == [false, true, true, true])
    #expect(probe.blocks.map { $0.dead == nil } == [true, false, true, true])
    #expect(probe.blocks.map { $0.normalization == nil } == [false, true, true, true])
    #expect(probe.blocks[0].gradient?.count == 8 * 16)
    #expect(probe.blocks[0].delta.count == 256 * 16)
  }

  @Test func figuresSummarizeTheValuesBehindThem() throws {
    let model = try Self.model()
    let engine = Engine(threads: 1)
    let probe = try engine.probe(model, on: Self.samples)
    for (number, block) in probe.blocks.enumerated() {
      func statistics(_ quantity: ProbedQuantity) throws -> TensorStatistics {
        TensorStatistics(try engine.values(quantity, ofBlock: number, model, on: Self.samples))
      }
      #expect(try statistics(.gradient) == block.gradient ?? TensorStatistics())
      #expect(try statistics(.weight) == block.weight ?? TensorStatistics())
      #expect(try statistics(.delta) == block.delta)
      #expect(try statistics(.activation) == block.activation)
    }
  }

  @Test func silentUnitsAreDeadAndFlatOnesSaturated() throws {
    // Biases decide: −100 silences a ReLU unit, ±100 saturates a sigmoid unit.
    var model = try Model.plain(
      [8], [[Dense(10), try activation("relu")], [Dense(10), try activation("sigmoid")], [Dense(4)]])
    try model.edit { network in
      for slot in network.layout.tensors(of: \.parameters) where slot.spec.role == .bias && slot.block < 2 {
        for unit in 0..<3 {
          network.parameters[slot.range.lowerBound + unit] = slot.block == 0 || unit == 0 ? -1000 : 1000
        }
        for unit in 3..<10 { network.parameters[slot.range.lowerBound + unit] = slot.block == 0 ? 1000 : 0 }
      }
      for slot in network.layout.tensors(of: \.parameters) where slot.spec.role == .weight && slot.block == 1
      {
        for index in slot.range { network.parameters[index] *= 1e-4 }
      }
    }
    let probe = try Engine(threads: 1).probe(model, on: Self.samples)
    #expect(probe.blocks[0].dead == 0.3)
    #expect(abs((probe.blocks[1].saturated ?? 0) - 0.3) < 1e-12)
  }

  @Test func theUpdateRatioIsThatOfTheNextUpdate() throws {
    let model = try Self.model()
    let engine = Engine(threads: 1)
    let probe = try engine.probe(model, on: Self.samples)
    for block in [0, 1, 3] {
      let (gradient, weight) = (
        probe.blocks[block].gradient?.norm ?? 0, probe.blocks[block].weight?.norm ?? 1
      )
      // Plain descent moves by rate times gradient; Float rounding of W − ΔW blurs the sixth digit.
      #expect(abs((probe.blocks[block].updateRatio ?? 0) / (0.1 * gradient / weight) - 1) < 1e-3)
    }
  }

  @Test func normalizationReportsTheGapBetweenBatchAndRunningStatistics() throws {
    var model = try Model.plain([1], [[BatchNormalization()], [Dense(1)]], loss: OutputLoss())
    try model.edit { $0.state = [5, 4] }
    // Mean 3, deviation 1.
    let samples = Samples(shape: [1], features: [2, 4, 2, 4], targets: .values([0, 0, 0, 0], width: 1))
    let gap = try Engine(threads: 1).probe(model, on: samples).blocks[0].normalization
    #expect(gap.map { abs($0.meanGap - 1) < 1e-9 && abs($0.deviationRatio - 0.5) < 1e-9 } ?? false)
  }

  @Test func deepSigmoidNetworksShowVanishingGradients() throws {
    let blocks: [[any Layer]] =
      try (0..<10).map { _ in [Dense(50), try activation("sigmoid")] } + [[Dense(4)]]
    let model = try Model.plain([8], blocks)
    let probe = try Engine(threads: 2).probe(model, on: Self.samples)
    let first = probe.blocks[0].gradient?.meanAbsolute ?? 1
    let last = probe.blocks[10].gradient?.meanAbsolute ?? 0
    #expect(first < last / 1e4)
  }
}
