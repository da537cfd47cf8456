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
  private var updates: [TensorSlot.Key: Int] = [:]
  private var epochsAtChoice = 0
  private var heard = ScheduleMemory()
  private let engine = Engine(threads: 1)
  private let recorder = Engine(threads: 1)
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
    (epochsAtChoice, heard) = (model.epochs, ScheduleMemory())
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

extension Duel {
  /// The book's counterpart of the model as it is.
  var book: TextbookModel? {
    guard let loss = model.loss as? any TextbookLoss,
      let optimizer = model.optimizer as? any TextbookOptimizer
    else { return nil }
    var book = TextbookModel(
      TextbookNetwork(model.network, seed: model.seed), loss: loss, optimizer: optimizer)
    let count = book.network.parameters.count
    for number in book.memory.indices {
      book.memory[number] = model.memory.buffers[number * count..<(number + 1) * count].map(Double.init)
    }
    for tensor in model.network.layout.tensors(of: \.parameters) {
      for place in tensor.range { book.updates[place] = updates[tensor.key] ?? 0 }
    }
    book.steps = model.steps
    book.clipping = model.clipping as? any TextbookClipping
    book.regularizers = model.regularizers.compactMap { $0 as? any TextbookRegularizer }
    return book
  }

  /// One step of both.
  mutating func step() throws -> Bool {
    guard var book else {
      agreement.require(false, "\(model.optimizer.name) or \(model.loss.name) has no textbook version")
      return true
    }
    let rows = nextRows
    let drawn = samples[rows]
    let pace = expectedPace
    let before = model
    let gradient = try recordedGradient()

    let outputs = book.network.outputs(drawn.rows).flatMap { $0 }
    agreement.compare(
      "outputs", try engine.outputs(model, for: drawn), outputs, share: 3e-5, floor: 1e-6
    ) { [network = book.network] in network.shaken($0).outputs(drawn.rows).flatMap { $0 } }

    var (loss, report): (Double, EpochReport?) = (.nan, nil)
    let outcome = try engine.train(
      &model, on: samples, validation: validation, plan: Duel.plan(batch, 1)
    ) { event in
      switch event {
      case .step(_, _, _, let value, _): loss = value
      case .epoch(let finished): report = finished
      }
      return true
    }
    if case .diverged = outcome.ending { return false }

    let exactLoss = book.network.loss(book.loss, drawn, mode: .training, step: book.steps)
    agreement.compare("loss", [Float(loss)], [exactLoss], share: 3e-5, floor: 1e-6) {
      [network = book.network, loss = book.loss, steps = book.steps] in
      [network.shaken($0).loss(loss, drawn, mode: .training, step: steps)]
    }
    compareGradients(book, drawn, gradient)
    compareStatistics(book, drawn)
    let applied = mixed(gradient, book)
    let cancelled = cancelled(applied, book)
    book.apply(applied, pace: pace)
    compareUpdates(book, before, cancelled)
    compareFrozen(before)
    if let report { try compareValidation(report) }
    for tensor in movingTensors { updates[tensor.key, default: 0] += 1 }
    return true
  }

  private var movingTensors: [TensorSlot] {
    model.network.layout.layers.filter { !$0.isFrozen }.flatMap(\.parameters)
  }

  /// The samples of the next step, in the order in which training takes them.
  private var nextRows: [Int] {
    var random = Random(seed: model.seed).stream("shuffle", model.epochs)
    let order = random.permutation(samples.count)
    return Array(order[model.samplesOfEpoch..<min(samples.count, model.samplesOfEpoch + batch)])
  }

  /// What the schedule asks of the next step, counted by hand.
  private var expectedPace: StepPace {
    let rate = model.optimizer.learningRate
    guard let schedule = model.schedule else { return StepPace(rate: rate) }
    let perEpoch = (samples.count + batch - 1) / batch
    let (epoch, step) = (model.epochs - epochsAtChoice, model.samplesOfEpoch / batch)
    let length = (schedule as? any FiniteSchedule)?.epochs ?? 1
    return schedule.pace(
      at: SchedulePlace(
        epoch: epoch, stepOfEpoch: step, stepsPerEpoch: perEpoch, step: epoch * perEpoch + step,
        totalSteps: length * perEpoch, memory: heard), rate: rate)
  }

  /// The gradient of the next step, by an optimizer that writes down what it is given.
  private func recordedGradient() throws -> [Float] {
    var copy = model
    copy.optimizer = GradientRecorder()
    (copy.clipping, copy.regularizers, copy.schedule) = (nil, [], nil)
    _ = try recorder.train(&copy, on: samples, validation: validation, plan: Duel.plan(batch, 1)) { _ in true
    }
    return copy.network.parameters
  }

  /// The engine's gradient where layers move, the book's where they are frozen and it counts for nothing.
  private func mixed(_ gradient: [Float], _ book: TextbookModel) -> [Double] {
    var mixed = [Double](repeating: 1e3, count: gradient.count)
    for tensor in movingTensors { for place in tensor.range { mixed[place] = Double(gradient[place]) } }
    return mixed
  }

  private mutating func compareGradients(_ book: TextbookModel, _ drawn: Samples, _ gradient: [Float]) {
    let exact = book.network.gradient(book.loss, drawn, mode: .training, step: book.steps)
    // A bias before a normalization has no slope but what rounding leaves of sums that cancel.
    var shaken: [UInt64: [Double]] = [:]
    let whole = exact.map(abs).max() ?? 0
    for tensor in movingTensors {
      agreement.compare(
        "∂L/∂\(tensor.key.layer).\(tensor.key.tensor) of layer \(tensor.block + 1)",
        Array(gradient[tensor.range]), Array(exact[tensor.range]), share: 1e-4, floor: 2e-5 * whole + 1e-12
      ) { seed in
        let moved =
          shaken[seed]
          ?? book.network.shaken(seed).gradient(book.loss, drawn, mode: .training, step: book.steps)
        shaken[seed] = moved
        return Array(moved[tensor.range])
      }
    }
  }

  private mutating func compareStatistics(_ book: TextbookModel, _ drawn: Samples) {
    let exact = book.network.stateAfter(drawn, step: book.steps)
    for tensor in model.network.layout.tensors(of: \.state) {
      agreement.compare(
        "\(tensor.key.layer).\(tensor.key.tensor) of layer \(tensor.block + 1)",
        Array(model.network.state[tensor.range]), Array(exact[tensor.range]), share: 3e-5, floor: 1e-6
      ) { Array(book.network.shaken($0).stateAfter(drawn, step: book.steps)[tensor.range]) }
    }
  }

  /// Where penalties cancel the gradient up to rounding, of which an adaptive optimizer makes whole steps.
  private func cancelled(_ gradient: [Double], _ book: TextbookModel) -> Set<Int> {
    var places: Set<Int> = []
    for tensor in movingTensors where tensor.spec.role == .weight {
      let w = Array(book.network.parameters[tensor.range])
      let slopes = book.regularizers.map { $0.gradient(w) }
      for (k, place) in tensor.range.enumerated() {
        let slope = slopes.reduce(0) { $0 + $1[k] }
        if abs(gradient[place] + slope) < 0.005 * abs(gradient[place]) { places.insert(place) }
      }
    }
    return places
  }

  private mutating func compareUpdates(_ book: TextbookModel, _ before: Model, _ cancelled: Set<Int>) {
    agreement.compareUpdate(
      "update by \(model.optimizer.notation)", from: before.network.parameters, model.network.parameters,
      book.network.parameters, except: cancelled)
    let count = book.network.parameters.count
    for number in book.memory.indices {
      let range = number * count..<(number + 1) * count
      agreement.compareUpdate(
        "\(type(of: model.optimizer).memory[number]) of \(model.optimizer.notation)",
        from: Array(before.memory.buffers[range]), Array(model.memory.buffers[range]), book.memory[number])
    }
  }

  /// Not a bit of what is frozen.
  private mutating func compareFrozen(_ before: Model) {
    let count = model.network.parameters.count
    for placed in model.network.layout.layers where placed.isFrozen {
      func bits(_ model: Model) -> [UInt32] {
        let buffers = type(of: model.optimizer).memory.indices.flatMap { number in
          placed.parameterRange.map { model.memory.buffers[number * count + $0] }
        }
        return
          (model.network.parameters[placed.parameterRange] + model.network.state[placed.stateRange] + buffers)
          .map(\.bitPattern)
      }
      agreement.require(bits(before) == bits(model), "frozen layer \(placed.block + 1) moved")
    }
  }

  private mutating func compareValidation(_ report: EpochReport) throws {
    if let schedule = model.schedule as? any PerformanceSchedule, let loss = report.validation?.loss {
      schedule.hear(loss, memory: &heard)
    }
    guard let after = book, let loss = report.validation?.loss else { return }
    let exact = after.network.loss(after.loss, validation)
    agreement.compare("validation loss", [Float(loss)], [exact], share: 5e-5, floor: 1e-6) {
      [validation] in [after.network.shaken($0).loss(after.loss, validation)]
    }
    let penalty = after.regularizers.reduce(0) { sum, regularizer in
      movingTensors.filter { $0.spec.role == .weight }.reduce(sum) {
        $0 + regularizer.penalty(Array(after.network.parameters[$1.range]))
      }
    }
    agreement.compare("penalty", [Float(report.penalty)], [penalty], share: 1e-5, floor: 1e-9)
  }
}

extension TextbookNetwork {
  /// The same with errors as floats have them: in the start and in all that layers hand on.
  func shaken(_ seed: UInt64) -> TextbookNetwork {
    var (moved, random) = (self, Random(seed: seed))
    for k in moved.parameters.indices { moved.parameters[k] *= 1 + 1e-7 * random.normal() }
    for k in moved.state.indices { moved.state[k] *= 1 + 1e-7 * random.normal() }
    let errors = Errors(random)
    moved.rounding = { $0 * (1 + 1e-7 * errors.next()) }
    return moved
  }
}

private final class Errors {
  private var random: Random
  init(_ random: Random) { self.random = random }
  func next() -> Double { random.normal() }
}

/// Puts the gradient where the parameters were.
struct GradientRecorder: Optimizer {
  var learningRate = 1.0
  static let card = Card<GradientRecorder>("recorder", "For tests.")
  static let memory: [String] = []
  func update(_ stretch: UpdateStretch) {
    stretch.parameters.update(from: stretch.gradients, count: stretch.count)
  }
}
