import Basis
import NeuralNet
import Testing
import Textbook

@Suite struct RegularizerTests {
  static let all =
    Regularizers.family.names + ["l1 0.01 method=proximal", "max-norm 0.5", "l2 0.05", "weight-decay 0.3"]
  static let samples = Samples.blobs(40)

  static func model(_ regularizers: [any Regularizer], optimizer: any Optimizer = PlainDescent()) throws
    -> Model
  {
    var model = try Model.plain(
      [8], [[Dense(6), try activation("tanh")], [Dense(4)]], loss: CrossEntropy(), optimizer: optimizer)
    try model.shake()
    model.regularizers = regularizers.map { Regularization($0) }
    return model
  }

  /// Largest distance of one step of the engine from the book's, with `formula` in the book.
  static func stepError(_ regularizer: any Regularizer, _ formula: any TextbookRegularizer) throws -> Double {
    var fast = try model([regularizer])
    let before = fast.network.parameters.map(Double.init)
    var gradient = TextbookNetwork(fast.network).gradient(CrossEntropy(), samples)
    try Engine(threads: 1).step(&fast, samples, 1, batch: samples.count)
    var w = before
    let tensors = [(0..<48, 6), (54..<78, 4)]
    for (range, _) in tensors {
      for (k, slope) in zip(range, formula.gradient(Array(before[range]))) { gradient[k] += slope }
      w.replaceSubrange(range, with: formula.before(Array(w[range]), rate: 0.1))
    }
    for k in w.indices { w[k] -= 0.1 * gradient[k] }
    for (range, units) in tensors {
      w.replaceSubrange(range, with: formula.after(Array(w[range]), rate: 0.1, units: units))
    }
    return zip(fast.network.parameters, w).map { abs(Double($0) - $1) }.max() ?? .infinity
  }

  @Test(arguments: all)
  func aStepFollowsTheFormulaAndSparesBiases(_ name: String) throws {
    let regularizer = try Regularizers.family.read(name)
    let formula = try #require(regularizer as? any TextbookRegularizer)
    #expect(try Self.stepError(regularizer, formula) < 1e-6)
  }

  @Test(arguments: all, [0, 1])
  func aChosenLayerAloneIsTouched(_ name: String, _ chosen: Int) throws {
    let regularizer = try Regularizers.family.read(name)
    let engine = Engine(threads: 1)
    var (none, both, one) = (try Self.model([]), try Self.model([regularizer]), try Self.model([]))
    one.regularizers = [Regularization(regularizer, layers: [chosen], of: one.network)]
    try engine.step(&none, Self.samples, 1, batch: Self.samples.count)
    try engine.step(&both, Self.samples, 1, batch: Self.samples.count)
    try engine.step(&one, Self.samples, 1, batch: Self.samples.count)
    for (block, range) in one.network.layout.blockRanges.enumerated() {
      let expected = block == chosen ? both : none
      #expect(one.network.parameters[range] == expected.network.parameters[range], "block \(block)")
    }
  }

  @Test func thePenaltyCountsChosenLayersAlone() throws {
    var l2 = L2Penalty()
    l2.strength = 0.5
    var model = try Self.model([])
    model.regularizers = [Regularization(l2, layers: [1], of: model.network)]
    model.optimizer.learningRate = 0
    let squares = model.network.parameters[54..<78].reduce(0) { $0 + Double($1) * Double($1) }
    var penalty = 0.0
    _ = try Engine(threads: 1).train(
      &model, on: Self.samples, validation: nil, plan: TrainingPlan(epochs: 1, batch: 40)
    ) { event in
      if case .epoch(let report) = event { penalty = report.penalty }
      return true
    }
    #expect(abs(penalty - 0.5 * squares) < 1e-5)
  }

  @Test func wrongRegularizersLeaveThePath() throws {
    var l2 = L2Penalty()
    l2.strength = 0.1
    var half = l2
    half.strength = 0.05
    // λw instead of 2λw; decay by the penalty; a limit on twice the length; the other method.
    #expect(try Self.stepError(l2, half) > 1e-3)
    var short = MaxNorm()
    short.longest = 0.5
    var long = short
    long.longest = 1
    #expect(try Self.stepError(short, long) > 1e-3)
    // The two methods differ where a step would cross zero.
    var l1 = L1Penalty()
    l1.strength = 2
    var proximal = l1
    proximal.method = .proximal
    #expect(try Self.stepError(l1, proximal) > 1e-5)
    #expect(try Self.stepError(l1, l2) > 1e-3)
  }

  @Test(arguments: all)
  func theGradientIsTheSlopeOfThePenalty(_ name: String) throws {
    let formula = try #require(try Regularizers.family.read(name) as? any TextbookRegularizer)
    if (formula as? L1Penalty)?.method == .proximal { return }
    let w = [0.5, -1.25, 2, -0.01]
    for k in w.indices {
      var (above, below) = (w, w)
      above[k] += 1e-6
      below[k] -= 1e-6
      let slope = (formula.penalty(above) - formula.penalty(below)) / 2e-6
      #expect(abs(slope - formula.gradient(w)[k]) < 1e-7)
    }
    let floats = w.map(Float.init)
    #expect(abs(floats.withUnsafeBufferPointer { formula.penalty($0) } - formula.penalty(w)) < 1e-6)
  }

  /// λ·Σw² has the slope 2λw, which plain descent takes away as a share 2ηλ.
  @Test func underPlainDescentPenaltyAndDecayAreTheSame() throws {
    var (l2, decay) = (L2Penalty(), WeightDecay())
    (l2.strength, decay.strength) = (0.01, 0.02)
    func distance(_ optimizer: any Optimizer) throws -> Double {
      var (a, b) = (try Self.model([l2], optimizer: optimizer), try Self.model([decay], optimizer: optimizer))
      try Engine(threads: 1).train(&a, Self.samples, epochs: 30)
      try Engine(threads: 1).train(&b, Self.samples, epochs: 30)
      let pairs = zip(a.network.parameters, b.network.parameters)
      return pairs.map { Double(abs($0 - $1)) }.max() ?? 0
    }
    var adam = Adam()
    adam.learningRate = 0.01
    #expect(try distance(PlainDescent()) < 1e-4)
    #expect(try distance(adam) > 0.01)
  }

  @Test func adamWithDecayIsAdamWWhereThereAreOnlyWeights() throws {
    func run(_ optimizer: any Optimizer, _ regularizers: [any Regularizer]) throws -> [Float] {
      var model = try Model.plain([8], [[Dense(4, bias: false)]], optimizer: optimizer)
      model.regularizers = regularizers.map { Regularization($0) }
      try Engine(threads: 1).train(&model, Self.samples, epochs: 10)
      return model.network.parameters
    }
    let (one, other) = (try run(Adam(), [WeightDecay()]), try run(AdamW(), []))
    for (a, b) in zip(one, other) { #expect(abs(a - b) < 1e-6) }
    #expect(try run(Adam(), []) != one)
  }

  @Test func onlyProximalStepsMakeExactZeros() throws {
    var l1 = L1Penalty()
    l1.strength = 0.05
    var zeros: [L1Penalty.Method: Int] = [:]
    for method in L1Penalty.Method.allCases {
      l1.method = method
      var model = try Self.model([l1])
      try Engine(threads: 1).train(&model, Self.samples, epochs: 60)
      zeros[method] = model.network.parameters.count { $0 == 0 }
    }
    #expect(zeros[.subgradient] == 0)
    #expect(zeros[.proximal] ?? 0 > 10)
  }

  @Test func noUnitIsLongerThanTheLimit() throws {
    var limit = MaxNorm()
    limit.longest = 0.7
    var model = try Self.model([limit])
    try Engine(threads: 2).train(&model, Self.samples, epochs: 5)
    for (start, inputs, units) in [(0, 8, 6), (54, 6, 4)] {
      for unit in 0..<units {
        let squares = (0..<inputs).map { Double(model.network.parameters[start + $0 * units + unit]) }
        #expect(squares.reduce(0) { $0 + $1 * $1 }.squareRoot() < 0.7 + 1e-6)
      }
    }
  }

  @Test func allTogetherGiveTheSameBitsOnAnyNumberOfThreads() throws {
    let samples = Samples.blobs(200, shape: [40])
    var digests: Set<String> = []
    for threads in [1, 2, 3] {
      var model = try ThreadTests.model()
      model.regularizers = Regularizers.family.all.map { Regularization($0) }
      model.clipping = GlobalNormClipping()
      try Engine(threads: threads).step(&model, samples, 20)
      digests.insert(model.digest)
    }
    #expect(digests.count == 1)
  }
}
