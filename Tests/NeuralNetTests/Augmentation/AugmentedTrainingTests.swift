import AllocationCount
import Basis
import NeuralNet
import Testing

@Suite struct AugmentedTrainingTests {
  static let shape: Shape = [6, 6, 1]

  /// Pictures in units of their own, with the samples that scaling makes of them.
  static func data(_ count: Int) -> (samples: Samples, pictures: Pictures) {
    let samples = Samples.blobs(count, shape: shape)
    let width = shape.count
    let offsets = (0..<width).map { Double($0) / 10 }
    let factors = (0..<width).map { 1 + Double($0 % 3) }
    let pictures = Pictures(
      shape: shape, pixels: samples.features, range: 0...1, offsets: offsets, factors: factors)
    let scaled = samples.features.enumerated().map { index, x in
      Float((Double(x) - offsets[index % width]) * factors[index % width])
    }
    return (Samples(shape: shape, features: scaled, targets: samples.targets), pictures)
  }

  static func model(_ names: [String]) throws -> Model {
    var model = try Model.plain(
      shape, [[Flatten()], [Dense(300), try activation("tanh"), Dropout(0.2)], [Dense(4)]])
    model.augmentations = try names.map { try Augmentations.family.read($0) }
    return model
  }

  @discardableResult
  static func train(_ model: inout Model, epochs: Int = 2, threads: Int = 1) throws -> TrainingOutcome {
    let (samples, pictures) = data(200)
    return try Engine(threads: threads).train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: epochs), pictures: pictures
    ) { _ in true }
  }

  @Test func theBitsAreTheSameForAnyNumberOfThreads() throws {
    var digests: Set<String> = []
    for threads in [1, 2, 3] {
      var model = try Self.model(["shift 1", "flip", "crop 1", "rotate 5", "paste", "noise 0.1"])
      try Self.train(&model, threads: threads)
      digests.insert(model.digest)
    }
    #expect(digests.count == 1)
    var plain = try Self.model([])
    try Self.train(&plain)
    #expect(!digests.contains(plain.digest))
  }

  @Test func twoEpochsAndTwoMoreAreFour() throws {
    var (whole, halves) = (
      try Self.model(["shift 2", "noise 0.2"]), try Self.model(["shift 2", "noise 0.2"])
    )
    try Self.train(&whole, epochs: 4)
    try Self.train(&halves, epochs: 2)
    try Self.train(&halves, epochs: 2)
    #expect(whole.digest == halves.digest)
  }

  /// Pictures are scaled as the pixels they become, by scaling's own arithmetic.
  @Test func whatChangesNothingLeavesTheSameBits() throws {
    var (plain, shifted) = (try Self.model([]), try Self.model(["shift 0", "flip probability=0"]))
    try Self.train(&plain)
    try Self.train(&shifted)
    #expect(plain.digest == shifted.digest)
  }

  @Test func oneEpochDiffersFromTheNextAndOnePictureFromAnother() {
    let (_, pictures) = Self.data(4)
    var shift = Shift()
    shift.pixels = 3
    let all = (0..<20).map { pictures.augmented(0, by: [shift], seed: 1, epoch: $0) }
    #expect(Set(all).count > 5)
    #expect(all[3] == pictures.augmented(0, by: [shift], seed: 1, epoch: 3))
    #expect(all[3] != pictures.augmented(1, by: [shift], seed: 1, epoch: 3))
  }

  @Test func lookingAndEvaluatingSeeThePicturesAsTheyAre() throws {
    let (samples, _) = Self.data(100)
    let (plain, noisy) = (try Self.model([]), try Self.model(["noise 5"]))
    let engine = Engine(threads: 2)
    #expect(try engine.evaluate(plain, on: samples) == engine.evaluate(noisy, on: samples))
    #expect(try engine.probe(plain, on: samples).loss == engine.probe(noisy, on: samples).loss)
    #expect(try engine.outputs(plain, for: samples) == engine.outputs(noisy, for: samples))
  }

  @Test func validationInsideTrainingSeesThePicturesAsTheyAre() throws {
    let (samples, pictures) = Self.data(100)
    var model = try Self.model(["noise 5"])
    let engine = Engine(threads: 1)
    let outcome = try engine.train(
      &model, on: samples, validation: samples, plan: TrainingPlan(epochs: 1), pictures: pictures
    ) { _ in true }
    #expect(try outcome.last?.validation == engine.evaluate(model, on: samples))
  }

  @Test func rowsOfNumbersAreNoPictures() throws {
    var model = try Model.plain([8], [[Dense(4)]])
    model.augmentations = [Shift()]
    let problem = #expect(throws: Problem.self) {
      try Engine(threads: 1).train(&model, Samples.blobs(20), epochs: 1)
    }
    #expect(problem?.advice?.contains("augment off") == true)
  }

  @Test(.enabled(if: canTell)) func aStepTakesNothingFromTheHeap() throws {
    let (samples, pictures) = Self.data(32 * 20)
    var model = try Self.model(AugmentationTests.all)
    model.loss = CrossEntropy()
    var steps = 0
    var blocks: Int?
    _ = try Engine(threads: 1).train(
      &model, on: samples, validation: nil, plan: TrainingPlan(epochs: 1), pictures: pictures
    ) { event in
      guard case .step = event else { return true }
      steps += 1
      if steps == 2 { ac_start() }
      if steps == 19 { blocks = ac_stop() }
      return true
    }
    #expect(blocks == 0)
  }
}
