import Basis
import NeuralNet
import Testing

@Suite struct StepProfileTests {
  static func profile(seconds: Double = 0.2) throws -> (model: Model, profile: StepProfile) {
    var model = try Model.plain(
      [40], [[Dense(200), try activation("relu")], [Dense(20)], [Dense(4)]], loss: CrossEntropy())
    model.optimizer = try Optimizers.family.make("adam")
    let engine = Engine(threads: 1)
    let profile = try engine.profile(model, on: .blobs(200, shape: [40]), batch: 32, seconds: seconds)
    return (model, profile)
  }

  @Test func theNetworkStaysAsItIs() throws {
    let (model, _) = try Self.profile(seconds: 0.02)
    var fresh = model
    let samples = Samples.blobs(200, shape: [40])
    let engine = Engine(threads: 1)
    _ = try engine.profile(model, on: samples, batch: 32, seconds: 0.02)
    try engine.step(&fresh, samples, 3)
    var other = model
    try Engine(threads: 1).step(&other, samples, 3)
    #expect(fresh.digest == other.digest)
  }

  @Test func everyLayerHasItsTimesAndOperations() throws {
    let profile = try Self.profile().profile
    #expect(profile.blocks.map(\.title) == ["dense 200 relu", "dense 20", "dense 4"])
    #expect(profile.steps > 0 && profile.batch == 32 && profile.rest > 0 && profile.peak > 0)
    for block in profile.blocks {
      #expect(block.forward > 0 && block.backward > 0 && block.update > 0 && block.statistics > 0)
    }
    // 2·40·200 for the product, 200 for its bias and 200 for the activation. Backwards the first layer owes nothing to a
    // layer below, and its activation passes the gradient on.
    let first = 32.0 * (2 * (2 * 40 * 200 + 200) + 2 * 200)
    let second = 32.0 * 3 * (2 * 200 * 20 + 20)
    #expect(profile.blocks[0].operations == first)
    #expect(profile.blocks[1].operations == second)
  }

  /// The best rounds of the parts together are about what the whole takes, and never far beyond its median.
  @Test func thePartsAreTheWhole() throws {
    let profile = try Self.profile(seconds: 0.5).profile
    let sum = profile.blocks.reduce(profile.rest) { $0 + $1.seconds }
    #expect(sum > 0.2 * profile.oneThread && sum < 3 * profile.oneThread)
  }
}
