import Basis
import Foundation
import NeuralNet
import TestSupport
import Testing
import Textbook

/// What Tests/Reference/recurrent.py wrote.
private struct RecurrentReference: Decodable {
  struct Case: Decodable {
    var parameters: [Float]
    var features: [Float]
    var weights: [Double]
    var states: [Double]
    var gradient: [Double]
    var inputGradient: [Double]
    var labels: [Int32]
    var start: [Float]
    var losses: [Double]
    var path: [[Double]]
  }

  var samples: Int
  var steps: Int
  var inputs: Int
  var units: Int
  var classes: Int
  var cases: [String: Case]

  static func load() throws -> RecurrentReference {
    try JSONDecoder().decode(RecurrentReference.self, from: Checkout.data("Tests/Reference/recurrent.json"))
  }
}

@Suite struct RecurrentReferenceTests {
  private let reference: RecurrentReference

  init() throws { reference = try RecurrentReference.load() }

  private func layer(_ name: String, _ returned: ReturnedStates) throws -> any RecurrentLayer {
    var layer = try #require(
      try Layers.family.read(name.replacing("rnn relu", with: "rnn 5 relu")) as? any RecurrentLayer)
    (layer.units, layer.returned) = (reference.units, returned)
    return layer
  }

  private var shape: Shape { [reference.steps, reference.inputs] }

  @Test func everyRecurrentLayerIsThere() {
    let names = Set(reference.cases.keys.map { String($0.prefix { $0 != " " }) })
    #expect(names == Set(RecurrentTests.kinds))
  }

  @Test func statesAndGradientsAgreeGateByGate() throws {
    for (name, expected) in reference.cases {
      let layer = try layer(name, .sequence)
      let textbook = try #require(layer as? any TextbookLayer)
      var rest = expected.parameters.map(Double.init)[...]
      let tensors = layer.parameters(for: shape).map { spec in
        defer { rest = rest.dropFirst(spec.count) }
        return Array(rest.prefix(spec.count))
      }
      func rows(_ numbers: [Double]) -> [[Double]] {
        let width = numbers.count / reference.samples
        return (0..<reference.samples).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
      }
      let step = textbook.forward(
        rows(expected.features.map(Double.init)), TextbookPass(input: shape, parameters: tensors))
      let back = step.backward(rows(expected.weights))
      for (mine, theirs) in [
        (step.output.flatMap { $0 }, expected.states), (back.input.flatMap { $0 }, expected.inputGradient),
        (back.parameters.flatMap { $0 }, expected.gradient),
      ] {
        #expect(mine.count == theirs.count && rest.isEmpty, "\(name)")
        #expect(zip(mine, theirs).allSatisfy { abs($0 - $1) < 1e-11 }, "\(name)")
      }

      var run = LayerRun(layer, shape)
      run.parameters = expected.parameters
      let fast = try run(expected.features, gradient: expected.weights.map { Float($0) }, shards: 2)
      for (mine, theirs) in [
        (fast.output, expected.states), (fast.inputGradient, expected.inputGradient),
        (fast.gradients, expected.gradient),
      ] {
        let bound = 1e-5 * (theirs.map(abs).max() ?? 0)
        #expect(zip(mine, theirs).allSatisfy { abs(Double($0) - $1) < bound }, "\(name)")
      }
    }
  }

  @Test func fiveUpdatesOfAClassifierAgree() throws {
    var adam = Adam()
    adam.learningRate = 0.05
    for (name, expected) in reference.cases {
      var network = Network(input: shape, seed: 1)
      try network.append([try layer(name, .last)])
      try network.append([Dense(reference.classes)])
      #expect(network.parameters.count == expected.start.count)
      network.parameters = expected.start
      let samples = Samples(
        shape: shape, features: expected.features,
        targets: .classes(expected.labels, count: reference.classes))
      var textbook = TextbookNetwork(network)
      var memory = Adam.memory.map { _ in network.parameters.map { _ in 0.0 } }
      for (step, place) in expected.path.enumerated() {
        #expect(abs(textbook.loss(CrossEntropy(), samples) - expected.losses[step]) < 1e-10)
        textbook.train(samples, loss: CrossEntropy(), optimizer: adam, memory: &memory, step: step + 1)
        // Adam divides by the gradient's own size, which magnifies rounding where a gradient is almost 0.
        #expect(zip(textbook.parameters, place).allSatisfy { abs($0 - $1) < 1e-8 }, "\(name)")
      }
      var model = Model(network: network, loss: CrossEntropy(), optimizer: adam, seed: 1)
      try Engine(threads: 1).step(&model, samples, expected.path.count, batch: samples.count)
      let place = expected.path[expected.path.count - 1]
      #expect(zip(model.network.parameters, place).allSatisfy { abs(Double($0) - $1) < 1e-3 }, "\(name)")
    }
  }
}
