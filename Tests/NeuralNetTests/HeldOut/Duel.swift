import Basis
import NeuralNet
import Textbook

/// A model in training, and beside it the textbook's, which is told nothing but what a learner chose.
///
/// Each step begins from the same numbers in both, so that rounding does not add up: outputs, loss, gradients, running
/// statistics are compared as they come; the update is compared for the gradient that the engine found.
struct Duel {
  var model: Model
  let samples: Samples
  let validation: Samples
  let batch: Int
  var agreement = Agreement()

  /// How often each tensor has been updated with the present optimizer's memory.
  var updates: [TensorSlot.Key: Int] = [:]
  private(set) var epochsAtChoice = 0
  /// Validation losses since the schedule was chosen.
  var heard: [Double] = []
  let engine = Engine(threads: 1)
  let recorder = Engine(threads: 1)
  private let other = Engine(threads: 2)

  init(_ model: Model, _ samples: Samples, validation: Samples? = nil, batch: Int) {
    (self.model, self.samples, self.batch) = (model, samples, batch)
    self.validation = validation ?? samples
  }

  /// Changes what a learner may change. A tensor that keeps its place and shape keeps its updates, another begins.
  mutating func edit(_ change: (inout Network) throws -> Void) throws {
    let before = model.network
    try model.edit(change)
    let shapes = Duel.shapes(before)
    var kept: [TensorSlot.Key: Int] = [:]
    for (key, shape) in Duel.shapes(model.network) where shapes[key] == shape { kept[key] = updates[key] }
    updates = kept
  }

  mutating func choose(_ optimizer: any Optimizer) {
    if type(of: optimizer) != type(of: model.optimizer) { updates = [:] }
    model.optimizer = optimizer
  }

  mutating func choose(_ schedule: (any Schedule)?) {
    model.schedule = schedule
    (epochsAtChoice, heard) = (model.epochs, [])
  }

  /// New first values for these blocks: their memory begins anew.
  mutating func redraw(_ blocks: Range<Int>) throws {
    try model.edit { try $0.redraw(blocks) }
    for tensor in model.network.layout.tensors(of: \.parameters) where blocks.contains(tensor.block) {
      updates[tensor.key] = nil
    }
  }

  /// Steps one by one in both; then all at once, on two threads and from the same start, for the same bits. Returns
  /// false when training diverged, after which there is nothing to compare.
  mutating func run(steps: Int) throws -> Bool {
    let start = model
    for _ in 0..<steps where agreement.complaints.isEmpty {
      guard try step() else { return false }
    }
    guard agreement.complaints.isEmpty else { return true }
    var again = start
    _ = try other.train(&again, on: samples, validation: validation, plan: Duel.plan(batch, steps)) { _ in
      true
    }
    agreement.require(
      again.digest == model.digest && again.memory == model.memory
        && again.scheduleMemory == model.scheduleMemory && again.steps == model.steps,
      "\(steps) steps at once on two threads are not the bits of single steps on one")
    return true
  }

  static func plan(_ batch: Int, _ steps: Int) -> TrainingPlan {
    var plan = TrainingPlan(epochs: 100_000, batch: batch)
    plan.steps = steps
    return plan
  }

  private static func shapes(_ network: Network) -> [TensorSlot.Key: [Int]] {
    Dictionary(uniqueKeysWithValues: network.layout.tensors(of: \.parameters).map { ($0.key, $0.spec.shape) })
  }
}
