import AllocationCount
import Basis
import NeuralNet
import Testing

/// The counter needs the GNU C library, and unoptimized Swift boxes values that optimized Swift keeps in registers.
var canTell: Bool {
  #if DEBUG
    false
  #else
    ac_can_count()
  #endif
}

@Suite(.enabled(if: canTell)) struct AllocationTests {
  @Test func theCounterCounts() {
    ac_start()
    let numbers = [Int](repeating: 3, count: Int.random(in: 100...200))
    #expect(ac_stop() >= 1)
    #expect(numbers[0] == 3)
  }

  @Test func aStepThroughTimeTakesNothingFromTheHeap() throws {
    let samples = Samples.blobs(32 * 20, shape: [6, 4])
    var model = try RecurrentTrainingTests.model()
    model.loss = try Losses.family.make("cross-entropy")
    model.optimizer = try Optimizers.family.make("adam")
    var steps = 0
    var blocks: Int?
    let plan = TrainingPlan(epochs: 1)
    _ = try Engine(threads: 1).train(&model, on: samples, validation: nil, plan: plan) { event in
      guard case .step = event else { return true }
      steps += 1
      if steps == 2 { ac_start() }
      if steps == 19 { blocks = ac_stop() }
      return true
    }
    #expect(blocks == 0)
  }

  /// Networks with every layer and several optimizers, with and without clipping.
  @Test(arguments: Optimizers.family.names, [nil, "global-norm"])
  func aStepTakesNothingFromTheHeap(_ optimizer: String, _ clipping: String?) throws {
    let samples = Samples.blobs(32 * 20, shape: [40])
    var model = try ThreadTests.model()
    model.loss = try Losses.family.make("cross-entropy")
    model.optimizer = try Optimizers.family.make(optimizer)
    model.clipping = try clipping.map(Clippings.family.make)
    model.schedule = OneCycle()
    model.regularizers = Regularizers.family.all.map { Regularization($0) }
    _ = model.pruneWeights([0], fraction: 0.5)
    let engine = Engine(threads: 1)
    var steps = 0
    var blocks: Int?
    _ = try engine.train(&model, on: samples, validation: nil, plan: TrainingPlan(epochs: 1)) { event in
      guard case .step = event else { return true }
      steps += 1
      if steps == 2 { ac_start() }
      if steps == 19 { blocks = ac_stop() }
      return true
    }
    #expect(blocks == 0)
  }
}
