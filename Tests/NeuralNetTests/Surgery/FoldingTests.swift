import Basis
import NeuralNet
import Testing

@Suite struct FoldingTests {
  /// Each layer that normalization can follow directly, with what it reads.
  private static let foldable: [(name: String, input: Shape, layer: any Layer)] = [
    ("dense", [7], Dense(5)), ("dense without bias", [7], Dense(5, bias: false)),
    ("dense on an image", [3, 4, 2], Dense(6)),
    ("same", [6, 5, 2], Convolution(4)), ("valid", [6, 5, 2], Convolution(4, padding: .valid)),
    ("stride", [7, 5, 3], Convolution(3, kernel: 2, stride: 2, bias: false)),
    ("wide kernel", [5, 5, 1], Convolution(2, kernel: 5, stride: 3)),
  ]

  private func samples(_ shape: Shape, count: Int = 40, seed: UInt64 = 3) -> Samples {
    var random = Random(seed: seed)
    return Samples(
      shape: shape, features: (0..<count * shape.count).map { _ in Float(random.normal()) },
      targets: .classes((0..<count).map { Int32($0 % 3) }, count: 3))
  }

  /// Random parameters and running statistics, variances between 0.2 and 4.
  private func scramble(_ model: inout Model) throws {
    var random = Random(seed: 21)
    try model.edit { network in
      for index in network.parameters.indices { network.parameters[index] = Float(random.normal()) }
      for placed in network.layout.layers where !placed.state.isEmpty {
        for index in placed.state[0].range { network.state[index] = Float(random.normal()) }
        for index in placed.state[1].range { network.state[index] = Float(0.2 + 3.8 * random.uniform()) }
      }
    }
  }

  private func largestChange(_ before: Model, _ after: Model, _ samples: Samples) throws -> Float {
    let engine = Engine(threads: 1)
    let (old, new) = (try engine.outputs(before, for: samples), try engine.outputs(after, for: samples))
    let size = old.map(abs).max() ?? 1
    #expect(old.count == new.count && size > 0.1)
    return zip(old, new).map { abs($0 - $1) }.max().map { $0 / size } ?? 1
  }

  @Test(arguments: foldable.indices) func outputsStayThroughFolding(_ number: Int) throws {
    let (name, input, layer) = FoldingTests.foldable[number]
    var normalization = BatchNormalization()
    normalization.epsilon = 0.01
    var before = try Model.plain(input, [[layer, normalization, try activation("elu")], [Dense(3)]])
    try scramble(&before)
    var after = before
    var folding = Folding()
    try after.edit { folding = try $0.foldNormalization() }
    #expect(folding.folds.count == 1 && folding.obstacles.isEmpty)
    #expect(!after.network.layout.layers.contains { $0.layer is BatchNormalization })
    #expect(after.network.state.isEmpty)
    #expect(try largestChange(before, after, samples(input)) < 2e-6, "\(name)")
  }

  @Test func theFoldedNumbersAreThoseOfTheFormula() throws {
    // γ/√(σ² + ε) = 3/√(3.99 + 0.01) = 1.5;  W′ = 2·1.5;  b′ = (5 − 4)·1.5 + 7.
    var normalization = BatchNormalization()
    normalization.epsilon = 0.01
    var model = try Model.plain([1], [[Dense(1), normalization]])
    try model.edit { network in
      (network.parameters, network.state) = ([2, 5, 3, 7], [4, 3.99])
      _ = try network.foldNormalization()
    }
    #expect(model.network.parameters == [3, 8.5])
  }

  @Test func whatCannotBeFoldedStaysWithAReasonAndWithItsNumbers() throws {
    // The block's second normalization is told apart from the first by its place alone.
    var before = try Model.plain(
      [4],
      [
        [BatchNormalization()],
        [Dense(6), BatchNormalization(), try activation("tanh"), BatchNormalization()],
        [Dense(5)], [BatchNormalization(), BatchNormalization()], [Dense(3)],
      ])
    try scramble(&before)
    var after = before
    var folding = Folding()
    try after.edit { folding = try $0.foldNormalization() }
    #expect(folding.folds.map(\.block) == [1, 2, 2])
    #expect(folding.obstacles.map(\.block) == [0, 1])
    #expect(folding.obstacles[0].reason.contains("first"))
    #expect(folding.obstacles[1].reason.contains("tanh"))
    #expect(after.network.blocks.count == 4)
    #expect(try largestChange(before, after, samples([4])) < 2e-6)
  }

  @Test func normalizationBehindARecurrentLayerOrDropoutIsNotFolded() throws {
    for layer in [LSTM() as any Layer, Dropout(0.5), MaxPooling()] {
      let input: Shape = layer is MaxPooling ? [4, 4, 2] : [5, 3]
      var model = try Model.plain(input, [[layer], [BatchNormalization()], [Dense(3)]])
      let before = model.digest
      #expect(throws: Problem.self) { try model.edit { _ = try $0.foldNormalization() } }
      #expect(model.digest == before && model.network.blocks.count == 3)
    }
  }

  @Test func theOptimizerRemembersTheLayersThatDidNotChange() throws {
    var model = try Model.plain(
      [8], [[Dense(6), BatchNormalization()], [Dense(4)]], optimizer: CountingDescent())
    try Engine(threads: 1).train(&model, Samples.blobs(64), epochs: 1)
    try model.edit { _ = try $0.foldNormalization() }
    let (first, rest) = (8 * 6 + 6, 6 * 4 + 4)
    #expect(Array(model.memory.buffers[0..<first]) == Array(repeating: 0, count: first))
    #expect(Array(model.memory.buffers[first..<first + rest]) == Array(repeating: 2, count: rest))
    #expect(model.memory.buffers.count == 2 * (first + rest))
  }

  @Test func numbersThatWouldOverflowAreAProblemAndNothingChanges() throws {
    var model = try Model.plain([2], [[Dense(1), BatchNormalization()]])
    try model.edit { $0.parameters = [1e38, 1, 0, 3e38, 0] }
    let before = model.digest
    #expect(throws: Problem.self) { try model.edit { _ = try $0.foldNormalization() } }
    #expect(model.digest == before)
  }

  @Test func aNetworkIsNotFasterThanItself() throws {
    let model = try Model.plain([8], [[Dense(6)], [Dense(4)]])
    let bigger = try Model.plain([8], [[Dense(600)], [Dense(4)]])
    let time = try Engine(threads: 1).predictionTime(
      [model, model, bigger], on: Samples.blobs(64), repeats: 31)
    let (same, range) = time.ratio(of: 0, to: 1)
    #expect(range.contains(same) && range.contains(1) || abs(same - 1) < 0.2, "\(range)")
    #expect(time.ratio(of: 2, to: 0).range.lowerBound > 1)
  }

  @Test func theRangeOfARatioComesFromItsRanks() {
    let time = PredictionTime(
      seconds: [(1...31).map { Double($0) }, Array(repeating: 2, count: 31)], passes: 1)
    let (median, range) = time.ratio(of: 0, to: 1)
    // P(Bin(31, ½) ≤ 9) = 0.0147: the tenth from either end.
    #expect(median == 8 && range == 5...11)
    #expect(PredictionTime(seconds: [[3], [2]], passes: 1).ratio(of: 0, to: 1).range == 1.5...1.5)
  }

  @Test func predictionIsTimedForEveryModelInEveryRepeat() throws {
    let model = try Model.plain([8], [[Dense(6)], [Dense(4)]])
    let time = try Engine(threads: 2).predictionTime([model, model], on: Samples.blobs(64), repeats: 5)
    #expect(time.seconds.map(\.count) == [5, 5] && time.passes >= 1 && time.passes <= 1000)
    #expect(time.seconds.allSatisfy { $0.allSatisfy { $0 > 0 } } && time.median(of: 1) > 0)
  }
}
