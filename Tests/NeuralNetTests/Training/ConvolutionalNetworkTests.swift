import AllocationCount
import Basis
import NeuralNet
import Testing

/// What holds for networks holds for those on images.
@Suite struct ConvolutionalNetworkTests {
  /// Every layer for images, with normalization before and after activations; large enough for a second thread.
  static func model() throws -> Model {
    try .plain(
      [9, 8, 3],
      [
        [Convolution(12), BatchNormalization(), try activation("elu")], [MaxPooling()],
        [Convolution(20, kernel: 2, padding: .valid), try activation("tanh"), BatchNormalization()],
        [AveragePooling(2, stride: 1)], [LayerNormalization()], [AlphaDropout(0.1)], [GaussianNoise(0.1)],
        [Convolution(8, kernel: 1), try activation("prelu")], [GlobalAveragePooling()], [Dense(4)],
      ])
  }

  @Test(arguments: [1, 7, 33, 64])
  func theBitsAreTheSameForAnyNumberOfThreads(_ batch: Int) throws {
    let samples = Samples.blobs(batch * 3 + 1, shape: [9, 8, 3])
    var results: [Model] = []
    for threads in [1, 2, 3] {
      var model = try Self.model()
      try Engine(threads: threads).step(&model, samples, 10, batch: batch)
      results.append(model)
    }
    #expect(results[0].digest != (try Self.model()).digest)
    #expect(results[1].digest == results[0].digest && results[2].digest == results[0].digest)
  }

  @Test func trainingGoesOnAsIfItHadNotStopped() throws {
    let samples = Samples.blobs(100, shape: [9, 8, 3])
    var (whole, parts) = (try Self.model(), try Self.model())
    try Engine(threads: 2).step(&whole, samples, 12)
    try Engine(threads: 1).step(&parts, samples, 5)
    try Engine(threads: 2).step(&parts, samples, 7)
    #expect(whole.digest == parts.digest)
  }

  @Test func anEngineRemembersOnlySomeSizesAndServesAll() throws {
    let samples = Samples.blobs(40, shape: [9, 8, 3])
    let model = try Self.model()
    let engine = Engine(threads: 1)
    let sizes = [40, 3, 9, 11, 21, 5, 2, 40, 3, 30, 21]
    for size in sizes {
      let fresh = try Engine(threads: 1).gradients(model, on: samples.prefix(size))
      #expect(try engine.gradients(model, on: samples.prefix(size)).parameters == fresh.parameters)
    }
  }

  @Test(arguments: [7, 40])
  func theGradientPredictsHowTheLossChanges(_ batch: Int) throws {
    let samples = Samples.blobs(batch, shape: [9, 8, 3])
    var model = try Self.model()
    try model.shake()
    let engine = Engine(threads: 2)
    let gradient = try engine.gradients(model, on: samples).parameters
    let length = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(length > 0.01)
    // Along the gradient itself: ∂L = |g|.
    func loss(_ distance: Double) throws -> Double {
      var moved = model
      try moved.edit { network in
        for index in gradient.indices {
          network.parameters[index] += Float(distance * Double(gradient[index]) / length)
        }
      }
      return try engine.gradients(moved, on: samples).loss
    }
    let measured = (try loss(0.004) - loss(-0.004)) / 0.008
    #expect(abs(measured - length) < 1e-2 * length)
  }

  @Test func aChannelIsDeadIfItIsSilentAtEveryPixelOfEverySample() throws {
    var model = try Model.plain(
      [4, 4, 1], [[Convolution(4, kernel: 1), try activation("relu")], [Dense(4)]])
    // Filters 0 and 2 can never be positive, 1 always is, and 3 is where its pixel is.
    try model.edit { network in
      network.parameters.replaceSubrange(0..<8, with: [0, 0, 0, 1, -1, 1, -2, 0])
    }
    let probe = try Engine(threads: 1).probe(model, on: .blobs(20, shape: [4, 4, 1]))
    #expect(probe.blocks[0].dead == 0.5)
  }

  @Test(.enabled(if: canTell)) func aStepTakesNothingFromTheHeap() throws {
    let samples = Samples.blobs(32 * 12, shape: [9, 8, 3])
    var model = try Self.model()
    model.loss = try Losses.family.make("cross-entropy")
    model.optimizer = try Optimizers.family.make("momentum")
    var steps = 0
    var blocks: Int?
    _ = try Engine(threads: 1).train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: 1, batch: 32)
    ) { event in
      guard case .step = event else { return true }
      steps += 1
      if steps == 2 { ac_start() }
      if steps == 11 { blocks = ac_stop() }
      return true
    }
    #expect(blocks == 0)
  }
}
