import Basis
import NeuralNet
import Testing
import Textbook

@Suite struct RecurrentTests {
  static let kinds: [String] = Layers.family.types.filter { $0 is any RecurrentLayer.Type }.map { $0.name }

  static func make(_ kind: String, _ units: Int, _ returned: ReturnedStates) throws -> any RecurrentLayer {
    var layer = try #require(try Layers.family.make(kind) as? any RecurrentLayer)
    (layer.units, layer.returned) = (units, returned)
    return layer
  }

  struct Size: Sendable {
    var steps: Int
    var features: Int
    var units: Int
    var batch: Int
    var shards: Int
  }

  static let sizes = [
    Size(steps: 1, features: 1, units: 1, batch: 1, shards: 1),
    Size(steps: 2, features: 5, units: 17, batch: 7, shards: 2),
    Size(steps: 9, features: 3, units: 4, batch: 11, shards: 4),
    Size(steps: 25, features: 2, units: 33, batch: 16, shards: 3),
  ]

  @Test(arguments: kinds, sizes)
  func theEngineAgreesWithTheTextbookAtEverySize(_ kind: String, size: Size) throws {
    for returned in ReturnedStates.allCases {
      let layer = try Self.make(kind, size.units, returned)
      let shape: Shape = [size.steps, size.features]
      var random = Random(seed: 61)
      func draw(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
      let (x, g) = (draw(size.batch * shape.count), draw(size.batch * (try layer.output(for: shape).count)))
      var run = LayerRun(layer, shape)
      // No steeper than what can be trained: beyond it, differences in rounding grow from step to step.
      let scale = 0.7 / Float(size.units).squareRoot()
      for index in run.parameters.indices { run.parameters[index] = scale * Float(random.normal()) }
      let fast = try run(x, gradient: g, shards: size.shards)

      var rest = run.parameters.map(Double.init)[...]
      let tensors = layer.parameters(for: shape).map { spec in
        defer { rest = rest.dropFirst(spec.count) }
        return Array(rest.prefix(spec.count))
      }
      let textbook = try #require(layer as? any TextbookLayer)
      func rows(_ numbers: [Float]) -> [[Double]] {
        let width = numbers.count / size.batch
        return (0..<size.batch).map { numbers[$0 * width..<($0 + 1) * width].map(Double.init) }
      }
      let exact = textbook.forward(rows(x), TextbookPass(input: shape, parameters: tensors))
      let back = exact.backward(rows(g))
      for (mine, theirs) in [
        (fast.output, exact.output), (fast.inputGradient, back.input), (fast.gradients, back.parameters),
      ] {
        let expected = theirs.flatMap { $0 }
        let bound = 1e-5 * (expected.map(abs).max() ?? 0)
        #expect(mine.count == expected.count)
        #expect(zip(mine, expected).allSatisfy { abs(Double($0) - $1) <= bound }, "\(layer.title)")
      }
    }
  }

  /// With the identity for f, W and U = gain·1, h_T = Σ gain^(T − t)·xₜ.
  @Test(arguments: [0.5, 1, 2])
  func aLinearStateIsAGeometricSum(_ gain: Double) throws {
    var layer = RNN(2, Identity())
    var diagonal = IdentityMatrix()
    diagonal.gain = Float(gain)
    (layer.initializer, layer.recurrentInitializer) = (IdentityMatrix(), diagonal)
    var network = Network(input: [4, 2], seed: 1)
    try network.append([layer])
    var run = LayerRun(layer, [4, 2])
    run.parameters = network.parameters
    let y = try run([1, 10, 2, 20, 3, 30, 4, 40]).output
    let expected = [1.0, 2, 3, 4].reduce(0) { $0 * gain + $1 }
    #expect(y == [Float(expected), Float(10 * expected)])
  }

  @Test func theWholeSequenceEndsWithTheLastState() throws {
    var random = Random(seed: 62)
    let x = (0..<3 * 6 * 2).map { _ in Float(random.normal()) }
    for kind in Self.kinds {
      var (last, all) = (
        LayerRun(try Self.make(kind, 5, .last), [6, 2]), LayerRun(try Self.make(kind, 5, .sequence), [6, 2])
      )
      let (short, long) = (try last(x).output, try all(x).output)
      for sample in 0..<3 {
        #expect(
          Array(short[sample * 5..<(sample + 1) * 5]) == Array(long[(sample * 6 + 5) * 5..<(sample + 1) * 30])
        )
      }
    }
  }

  @Test(arguments: kinds)
  func eachGatesRecurrentMatrixIsDrawnByItself(_ kind: String) throws {
    let layer = try Self.make(kind, 6, .last)
    var network = Network(input: [4, 2], seed: 3)
    try network.append([layer])
    let slot = try #require(network.layout.layers[0].parameters.first { $0.spec.name == "recurrent" })
    let width = layer.gates.count * 6
    let u = network.parameters[slot.range].map(Double.init)
    for gate in 0..<layer.gates.count {
      for i in 0..<6 {
        for j in 0..<6 {
          let product = (0..<6).reduce(0) { $0 + u[i * width + gate * 6 + $1] * u[j * width + gate * 6 + $1] }
          #expect(abs(product - (i == j ? 1 : 0)) < 1e-5)
        }
      }
    }
  }

  @Test func forgettingStartsAtItsBias() throws {
    var network = Network(input: [4, 2], seed: 3)
    try network.append([LSTM(3)])
    let biases = network.layout.layers[0].parameters.filter { $0.spec.role == .bias }
    #expect(biases.map(\.spec.name) == ["bias.input", "bias.forget", "bias.candidate", "bias.output"])
    #expect(biases.map { network.parameters[$0.range.lowerBound] } == [0, 1, 0, 0])
  }

  @Test(arguments: kinds)
  func rowsOfNumbersAreRefusedInWords(_ kind: String) throws {
    #expect {
      _ = try Self.make(kind, 3, .last).output(for: [64])
    } throws: { error in
      guard let problem = error as? Problem else { return false }
      return problem.message.contains("64") && problem.advice?.contains("return=sequence") == true
    }
    #expect(try Self.make(kind, 3, .last).output(for: [8, 8, 1]) == [3])
    #expect(try Self.make(kind, 3, .sequence).output(for: [8, 8, 3]) == [8, 3])
  }

  @Test func notationsTellEverySettingAndTitlesLeaveOutHowWeightsWereDrawn() {
    var diagonal = IdentityMatrix()
    diagonal.gain = 0.5
    var elu = ELU()
    elu.alpha = 0.25
    var layer = RNN(8, elu, returned: .sequence)
    (layer.initializer, layer.recurrentInitializer) = (Normal(), diagonal)
    let drawn = " init=normal recurrent-init=identity gain=0.5"
    #expect(layer.notation == "rnn 8 elu alpha=0.25 return=sequence" + drawn)
    #expect(layer.title == "rnn 8 elu alpha=0.25 return=sequence")
    #expect(LSTM(8).notation == "lstm 8" && GRU(8, returned: .sequence).title == "gru 8 return=sequence")
  }

  @Test func activationsWithCoefficientsAreRefused() throws {
    #expect(throws: Problem.self) { try RNN(3, PReLU()).output(for: [4, 2]) }
    #expect(throws: Problem.self) { try RNN(3, RReLU()).output(for: [4, 2]) }
  }
}

@Suite struct RecurrentTrainingTests {
  static func model() throws -> Model {
    try .plain(
      [6, 4],
      [
        [GRU(12, returned: .sequence), BatchNormalization(), Dropout(0.2)], [LSTM(10, returned: .sequence)],
        [RNN(9)], [Dense(12), try activation("relu")], [Dense(4)],
      ])
  }

  @Test(arguments: [7, 33])
  func theBitsAreTheSameForAnyNumberOfThreads(_ batch: Int) throws {
    let samples = Samples.blobs(batch * 4 + 3, shape: [6, 4])
    let digests = try [1, 2, 3].map { threads in
      var model = try Self.model()
      try Engine(threads: threads).step(&model, samples, 15, batch: batch)
      return model.digest
    }
    #expect(Set(digests).count == 1)
    #expect(digests[0] != (try Self.model().digest))
  }

  @Test func aStackOfThemLearns() throws {
    let samples = Samples.blobs(400, shape: [6, 4])
    var model = try Self.model()
    let engine = Engine(threads: 1)
    let before = try engine.evaluate(model, on: samples).loss
    try engine.step(&model, samples, 100)
    #expect(try engine.evaluate(model, on: samples).loss < 0.5 * before)
  }

  /// In a linear layer with U = gain·1 the signal shrinks or grows by the gain at every step back.
  @Test(arguments: [0.5, 1, 2])
  func theBackwardSignalIsToldStepByStep(_ gain: Double) throws {
    var layer = RNN(5, Identity())
    var diagonal = IdentityMatrix()
    diagonal.gain = Float(gain)
    layer.recurrentInitializer = diagonal
    let model = try Model.plain([8, 3], [[layer], [Dense(4)]])
    let samples = Samples.blobs(50, shape: [8, 3])
    for threads in [1, 2] {
      let probe = try Engine(threads: threads).probe(model, on: samples)
      let deltas = try #require(probe.blocks[0].timeDeltas)
      #expect(deltas.count == 8 && probe.blocks[1].timeDeltas == nil)
      for (later, earlier) in zip(deltas.dropFirst(), deltas) {
        #expect(abs(earlier.norm / later.norm - gain) < 1e-5)
      }
      // The last step's signal is what the next layer hands back.
      #expect(abs(deltas[7].norm - probe.blocks[0].delta.norm) < 1e-6 * deltas[7].norm)
      #expect(deltas[7].count == 250)
    }
  }
}
