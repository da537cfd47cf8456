import Basis
import CKernels

/// A network laid out for batches of at most `capacity` samples: every buffer a step needs, and the layers' engines.
///
/// It holds a working copy of a model's numbers: `load`, run steps, `store`. Running allocates nothing.
final class Workspace {
  let layout: NetworkLayout
  let seed: UInt64
  let capacity: Int
  let width: Int
  let stages: [Stage]
  let route: Route
  let stretches: Stretches
  /// Number of the first stage with parameters: backward passes end there.
  let firstTrained: Int
  /// The stretches of parameters that updates move, and those that they leave.
  private(set) var moving: [Moving] = []
  let frozen: [Range<Int>]
  let operationsPerSample: Int
  let gang: Gang

  let parameters: Buffer
  let state: Buffer
  /// One stretch for each shard; after a backward pass the first holds the sum.
  let gradients: Buffer
  private(set) var memory: Buffer
  /// For each member of the gang the gradient of one stretch.
  let rooms: Buffer
  /// Of the weights' gradient in each stretch.
  let summaries: UnsafeMutablePointer<ck_summary>
  /// Of each block; none where there are no weights.
  private(set) lazy var stretchesOfBlocks = stagesOfBlocks.map { block in
    weights(ofBlock: block).isEmpty ? 0..<0 : stretches.of(stages: block)
  }
  /// The pruned parameters, which stay 0; nil while there are none.
  private(set) var pruned: UnsafeMutablePointer<Bool>?
  /// Distance between two shards' gradients and between two of the optimizer's buffers: whole lines of the cache.
  let stride: Int

  /// The inputs, then every layer's output, and the gradients by them.
  private let signals: [Buffer]
  private let slopes: [Buffer]
  private let inputSlope: Buffer?
  let labels: UnsafeMutablePointer<Int32>
  let values: Buffer
  /// One for each sample.
  let losses: UnsafeMutablePointer<Double>
  /// What each shard got right or missed.
  let scores: UnsafeMutablePointer<Score>

  private(set) var loss: any Loss
  private(set) var optimizer: any Optimizer
  private(set) var clipping: (any Clipping)?
  /// Each with the tensors that it acts on.
  private(set) var regularizers: [(rule: any Regularizer, weights: [Weights])] = []
  private(set) var limitsUnits = false
  /// The tensors that regularizers may act on.
  private let weights: [Weights]

  struct Weights {
    let range: Range<Int>
    let units: Int
    /// The `id` of the block that it belongs to.
    let owner: Int
  }

  struct Moving {
    let range: Range<Int>
    /// Of the memory's steps.
    let missed: Int
  }
  /// Updates made with the optimizer's present memory.
  var memorySteps = 0

  var pace = Pace()
  /// Measures where a step's time goes, if there is one; then a single thread must run.
  var stopwatch: Stopwatch?

  /// Changes what training batches see; nil otherwise.
  var augmenter: Augmenter?

  // What the gang is doing now, and what clipping did.
  var job: Job?
  var clippingEffect: ClippingEffect?

  /// - Parameter givesInputGradient: whether backward passes may go on to ∂L/∂input, for `Bench`.
  init(_ model: Model, capacity: Int, gang: Gang, givesInputGradient: Bool = false) {
    let layout = model.network.layout
    precondition(
      !layout.layers.isEmpty && capacity > 0, "\(layout.layers.count) layers, capacity \(capacity)")
    self.layout = layout
    self.capacity = capacity
    self.gang = gang
    operationsPerSample = layout.operationsPerSample
    (seed, loss, optimizer, clipping) = (model.seed, model.loss, model.optimizer, model.clipping)
    frozen = layout.frozen
    weights = layout.layers.filter { !$0.isFrozen }.flatMap(\.parameters).filter {
      $0.spec.role == .weight && $0.spec.count > 0
    }
    .map { Weights(range: $0.range, units: $0.spec.shape.last ?? 1, owner: $0.key.block) }
    width = model.network.output.count
    stride = Workspace.padded(layout.parameterCount)
    parameters = Buffer(layout.parameterCount)
    state = Buffer(layout.stateCount)
    gradients = Buffer(stride * Shards.most)
    memory = Buffer(stride * type(of: optimizer).memory.count)
    let signals =
      [Buffer(capacity * model.network.input.count)]
      + layout.layers.map { Buffer(capacity * $0.output.count) }
    let slopes = layout.layers.map { Buffer(capacity * $0.output.count) }
    (self.signals, self.slopes) = (signals, slopes)
    inputSlope = givesInputGradient ? Buffer(capacity * model.network.input.count) : nil
    let inputGradient = inputSlope?.start
    stages = layout.layers.enumerated().map { index, placed in
      Stage(
        placed, seed: model.seed, capacity: capacity, input: signals[index].start,
        output: signals[index + 1].start, inputGradient: index > 0 ? slopes[index - 1].start : inputGradient,
        outputGradient: slopes[index].start)
    }
    route = Route(stages)
    stretches = Stretches(stages, members: Shards.most)
    rooms = Buffer(Shards.most * stretches.mostAtOnce)
    summaries = .allocate(capacity: stretches.count)
    summaries.initialize(repeating: ck_summary(), count: stretches.count)
    firstTrained = stages.firstIndex { $0.isTrained } ?? stages.count
    labels = .allocate(capacity: capacity)
    values = Buffer(capacity * width)
    losses = .allocate(capacity: capacity)
    scores = .allocate(capacity: Shards.most)
    scores.initialize(repeating: Score(), count: Shards.most)
  }

  deinit {
    route.deallocate()
    pruned?.deallocate()
    labels.deallocate()
    losses.deallocate()
    summaries.deallocate()
    scores.deallocate()
  }

  private static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Whether this workspace can run that model with so many samples at a time.
  func fits(_ model: Model, capacity: Int) -> Bool {
    self.capacity >= capacity && seed == model.seed && layout.isSame(as: model.network.layout)
  }

  func load(_ model: Model) {
    (loss, optimizer, clipping) = (model.loss, model.optimizer, model.clipping)
    regularizers = model.regularizers.map { chosen in
      (chosen.regularizer, weights.filter { chosen.actsOn(block: $0.owner) })
    }
    limitsUnits = regularizers.contains { $0.rule.limitsUnits }
    parameters.load(model.network.parameters)
    state.load(model.network.state)
    let count = type(of: optimizer).memory.count
    if memory.count != count * stride { memory = Buffer(count * stride) }
    model.memory.buffers.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      for k in 0..<count {
        (memory.start + k * stride).update(
          from: first + k * layout.parameterCount, count: layout.parameterCount)
      }
    }
    memorySteps = model.memory.steps
    moving = layout.moving.flatMap { Workspace.cut($0, at: model.memory.missed) }
    load(pruned: model.network.pruned)
  }

  /// Cuts a stretch of parameters where those that missed steps begin and end.
  private static func cut(_ range: Range<Int>, at missed: [MissedSteps]) -> [Moving] {
    var stretches: [Moving] = []
    var next = range.lowerBound
    for late in missed {
      let part = late.range.clamped(to: range)
      if part.isEmpty { continue }
      if next < part.lowerBound { stretches.append(Moving(range: next..<part.lowerBound, missed: 0)) }
      stretches.append(Moving(range: part, missed: late.steps))
      next = part.upperBound
    }
    if next < range.upperBound { stretches.append(Moving(range: next..<range.upperBound, missed: 0)) }
    return stretches
  }

  private func load(pruned mask: [Bool]) {
    guard !mask.isEmpty else {
      pruned?.deallocate()
      pruned = nil
      return
    }
    let mine = pruned ?? .allocate(capacity: mask.count)
    for (index, isPruned) in mask.enumerated() { mine[index] = isPruned }
    pruned = mine
  }

  /// Everything but the counters of epochs and steps.
  func store(into model: inout Model) {
    parameters.store(into: &model.network.parameters)
    state.store(into: &model.network.state)
    model.memory.count(memorySteps - model.memory.steps, of: layout)
    model.memory.buffers.withUnsafeMutableBufferPointer { target in
      guard let first = target.baseAddress else { return }
      for k in 0..<type(of: optimizer).memory.count {
        (first + k * layout.parameterCount).update(
          from: memory.start + k * stride, count: layout.parameterCount)
      }
    }
  }

  /// Bytes of the buffers that grow with the batch, and of those that do not.
  static func bytes(_ network: Network, optimizer: any Optimizer, batch: Double) -> Double {
    let layout = network.layout
    let perSample = layout.layers.reduce(network.input.count) {
      $0 + 2 * $1.output.count + $1.layer.workingNumbers(for: $1.input)
    }
    let fixed =
      layout.parameterCount * (1 + Shards.most + type(of: optimizer).memory.count) + layout.stateCount
    return 4 * (batch * Double(perSample) + Double(fixed))
  }
}

/// What a shard's outputs were worth, in whole samples or summed errors.
struct Score: Sendable, Codable {
  var correct = 0
  var squaredError = 0.0
  var absoluteError = 0.0
}
