import Basis
import NeuralNet
import Testing

@Suite struct DivergenceTests {
  static let samples = Samples.blobs(96)

  private func divergence(_ outcome: TrainingOutcome) throws -> Divergence {
    guard case .diverged(let divergence) = outcome.ending else {
      throw Problem("ended with \(outcome.ending)")
    }
    return divergence
  }

  @Test func anEnormousRateIsCaughtAndTheEpochsStartRestored() throws {
    var model = try Model.plain([8], [[Dense(16), try activation("relu")], [Dense(4)]])
    let engine = Engine(threads: 2)
    try engine.train(&model, Self.samples, epochs: 1)
    let good = model
    model.optimizer.learningRate = 1e20
    let outcome = try engine.train(&model, Self.samples, epochs: 5)
    let found = try divergence(outcome)
    #expect(found.restoredEpochs == 0)
    #expect(model.digest == good.digest)
    #expect(model.steps == 3 && model.epochs == 1 && model.samplesOfEpoch == 0)
    #expect(found.step > 3 && found.step <= 6)
    #expect(model.memory == good.memory)
    // It can go on from there.
    model.optimizer.learningRate = 0.1
    #expect(try divergenceFree(engine, &model))
  }

  private func divergenceFree(_ engine: Engine, _ model: inout Model) throws -> Bool {
    if case .completed = try engine.train(&model, Self.samples, epochs: 2).ending { return true }
    return false
  }

  @Test func aProductThatOverflowsIsFoundInItsBlock() throws {
    // Blocks 1 and 2 stay small; block 3's weights push 1e30 to 1e60.
    var model = try Model.plain([8], [[Dense(4)], [Dense(4)], [Dense(4)], [Dense(4)]])
    try model.edit { network in
      for slot in network.layout.tensors(of: \.parameters) where slot.spec.role == .weight {
        for index in slot.range { network.parameters[index] = slot.block < 2 ? 1 : 1e25 }
      }
    }
    let found = try divergence(try Engine(threads: 1).train(&model, Self.samples, epochs: 1))
    #expect(found.block == 3 && found.quantity == .activation && found.step == 1)
    #expect(found.gradientNorm == nil)
  }

  @Test func aGradientThatOverflowsOnTheWayBackIsFoundInItsBlock() throws {
    // Forwards 1e-30 tames what 1e25 blew up; backwards block 1 gets 1e25 · 1e25.
    var model = try Model.plain([1], [[Dense(1)], [Dense(1)], [Dense(1)]], loss: OutputLoss())
    try model.edit { network in
      for (slot, weight) in zip(
        network.layout.tensors(of: \.parameters).filter { $0.spec.role == .weight },
        [Float(1e-30), 1e25, 1e25])
      { network.parameters[slot.range.lowerBound] = weight }
    }
    let samples = Samples(
      shape: [1], features: [1, 1], targets: .values([0, 0], width: 1))
    let found = try divergence(try Engine(threads: 1).train(&model, samples, epochs: 1))
    #expect(found.block == 0 && found.quantity == .gradient && found.step == 1)
  }

  @Test func weightsThatOverflowInTheLastStepAreNotKept() throws {
    var model = try Model.plain([8], [[Dense(4)]])
    model.optimizer.learningRate = .greatestFiniteMagnitude
    let before = model.digest
    let found = try divergence(try Engine(threads: 1).step(&model, Self.samples, 1))
    #expect(found.quantity == .weight && found.block == 0 && found.step == 1)
    #expect(model.digest == before && model.steps == 0)
  }

  @Test func aSampleThatIsNotANumberIsNamedAsInput() throws {
    var features = Self.samples.features
    features[40 * 8] = .nan
    let samples = Samples(shape: [8], features: features, targets: Self.samples.targets)
    var model = try Model.plain([8], [[Dense(4)]])
    let found = try divergence(try Engine(threads: 1).train(&model, samples, epochs: 2))
    #expect(found.quantity == .input && found.block == 0 && (1...3).contains(found.step))
  }

  @Test func onlyTheEpochThatDivergedIsLost() throws {
    var model = try Model.plain([8], [[Dense(4)]], optimizer: LateExplosion())
    var calm = try Model.plain([8], [[Dense(4)]])
    let engine = Engine(threads: 1)
    try engine.train(&calm, Self.samples, epochs: 2)
    // Step 8 is the second of the third epoch.
    let found = try divergence(try engine.train(&model, Self.samples, epochs: 5))
    #expect(found.restoredEpochs == 2 && found.step == 8)
    #expect(found.gradientNorm.map { $0 > 0 && $0 < 100 } ?? false)
    #expect(model.digest == calm.digest && model.steps == 6 && model.epochs == 2)
  }
}

/// Plain descent whose eighth update is infinite.
private struct LateExplosion: Optimizer {
  var learningRate = 0.1
  static let memory: [String] = []
  static let card = Card<LateExplosion>("late-explosion", "For tests.")

  func update(_ stretch: UpdateStretch) {
    for i in 0..<stretch.count {
      stretch.parameters[i] -= stretch.step == 8 ? .infinity : Float(stretch.rate) * stretch.gradients[i]
    }
  }
}
