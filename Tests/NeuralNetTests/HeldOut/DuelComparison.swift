import Basis
import NeuralNet
import Textbook

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
    book.regularizers = model.regularizers.compactMap { TextbookRegularization($0) }
    return book
  }

  /// One step of both.
  mutating func step() throws -> Bool {
    guard var book else {
      agreement.require(false, "\(model.optimizer.name) or \(model.loss.name) has no textbook version")
      return true
    }
    let drawn = samples[nextRows]
    let pace = expectedPace
    let before = model
    let gradient = try recorded(model).gradient
    let exact = Findings(book, drawn)
    let neighbourhood = neighbourhood(drawn)
    try agreement.compare(
      "outputs", try engine.outputs(model, for: drawn), exact.outputs, share: 3e-5, floor: 1e-6
    ) { try neighbourhood.error($0).outputs }

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

    try agreement.compare("loss", [Float(loss)], [exact.loss], share: 3e-5, floor: 1e-6) {
      [try neighbourhood.error($0).loss]
    }
    try compareGradients(gradient, exact, neighbourhood)
    try compareStatistics(exact, neighbourhood)
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
    guard let book = schedule as? any TextbookSchedule else { return StepPace(rate: .nan) }
    let perEpoch = (samples.count + batch - 1) / batch
    var course = TextbookCourse(
      stepsPerEpoch: perEpoch, epochs: (schedule as? any FiniteSchedule)?.epochs ?? 1)
    course.losses = heard
    return book.pace(
      (model.epochs - epochsAtChoice) * perEpoch + model.samplesOfEpoch / batch, course, rate: rate)
  }

  /// The gradient of the next step, by an optimizer that writes down what it is given, with the loss that it belongs to
  /// and the running statistics that the step leaves.
  private func recorded(_ model: Model) throws -> (gradient: [Float], loss: Double, state: [Float]) {
    var (copy, loss) = (model, Double.nan)
    copy.optimizer = GradientRecorder()
    (copy.clipping, copy.regularizers, copy.schedule) = (nil, [], nil)
    _ = try recorder.train(&copy, on: samples, validation: validation, plan: Duel.plan(batch, 1)) { event in
      if case .step(_, _, _, let value, _) = event { loss = value }
      return true
    }
    return (copy.network.parameters, loss, copy.network.state)
  }

  /// What the engine does wrong in this step near where the model stands.
  private func neighbourhood(_ drawn: Samples) -> Neighbourhood {
    Neighbourhood { [self] number in
      var other = self
      other.model = try model.neighbour(number)
      guard let book = other.book else { preconditionFailure("a model without a book has no neighbours") }
      let step = try recorded(other.model)
      let fast = Findings(
        outputs: try engine.outputs(other.model, for: drawn).map(Double.init), loss: step.loss,
        gradient: step.gradient.map(Double.init), state: step.state.map(Double.init))
      return fast - Findings(book, drawn)
    }
  }

  /// The engine's gradient where layers move, the book's where they are frozen and it counts for nothing.
  private func mixed(_ gradient: [Float], _ book: TextbookModel) -> [Double] {
    var mixed = [Double](repeating: 1e3, count: gradient.count)
    for tensor in movingTensors { for place in tensor.range { mixed[place] = Double(gradient[place]) } }
    return mixed
  }

  private mutating func compareGradients(
    _ gradient: [Float], _ exact: Findings, _ neighbourhood: Neighbourhood
  ) throws {
    let whole = exact.gradient.map(abs).max() ?? 0
    for tensor in movingTensors {
      // A bias before a normalization has no slope but what rounding leaves of sums that cancel.
      try agreement.compare(
        "∂L/∂\(tensor.key.layer).\(tensor.key.tensor) of layer \(tensor.block + 1)",
        Array(gradient[tensor.range]), Array(exact.gradient[tensor.range]), share: 1e-4,
        floor: 5e-7 * whole + 1e-12
      ) { Array(try neighbourhood.error($0).gradient[tensor.range]) }
    }
  }

  private mutating func compareStatistics(_ exact: Findings, _ neighbourhood: Neighbourhood) throws {
    for tensor in model.network.layout.tensors(of: \.state) {
      try agreement.compare(
        "\(tensor.key.layer).\(tensor.key.tensor) of layer \(tensor.block + 1)",
        Array(model.network.state[tensor.range]), Array(exact.state[tensor.range]), share: 3e-5, floor: 1e-6
      ) { Array(try neighbourhood.error($0).state[tensor.range]) }
    }
  }

  /// Where penalties cancel the gradient up to rounding, of which an adaptive optimizer makes whole steps.
  private func cancelled(_ gradient: [Double], _ book: TextbookModel) -> Set<Int> {
    var places: Set<Int> = []
    for tensor in movingTensors where tensor.spec.role == .weight {
      let w = Array(book.network.parameters[tensor.range])
      let slopes = book.regularizers.filter { $0.actsOn(tensor) }.map { $0.rule.gradient(w) }
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
    if let loss = report.validation?.loss { heard.append(loss) }
    guard let after = book, let loss = report.validation?.loss else { return }
    let exact = after.network.loss(after.loss, validation)
    let duel = self
    try agreement.compare("validation loss", [Float(loss)], [exact], share: 5e-5, floor: 1e-6) {
      [try duel.validationError(at: $0)]
    }
    let penalty = after.regularizers.reduce(0) { sum, regularizer in
      movingTensors.filter { $0.spec.role == .weight && regularizer.actsOn($0) }.reduce(sum) {
        $0 + regularizer.rule.penalty(Array(after.network.parameters[$1.range]))
      }
    }
    try agreement.compare("penalty", [Float(report.penalty)], [penalty], share: 1e-5, floor: 1e-9)
  }

  private func validationError(at neighbour: UInt64) throws -> Double {
    var other = self
    other.model = try model.neighbour(neighbour)
    guard let book = other.book else { return .nan }
    return try engine.evaluate(other.model, on: validation).loss - book.network.loss(book.loss, validation)
  }
}
