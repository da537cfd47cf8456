import Basis
import Foundation
import NeuralNet
import TestSupport
import Testing
import Textbook

/// What Tests/Reference/spatial.py wrote.
struct SpatialReference: Decodable {
  struct Trial: Decodable {
    var shape: [Int]
    var samples: Int
    var input: [Float]
    var parameters: [Float]
    var output: [Double]
    var outputGradient: [Float]
    var inputGradient: [Double]
    var gradients: [Double]
  }
  struct AlphaDropoutValues: Decodable {
    var one: Double
    var zero: Double
    var dropped: Double
  }
  struct Network: Decodable {
    var features: [Float]
    var labels: [Int32]
    var parameters: [Float]
    var losses: [Double]
    var gradient: [Double]
    var trained: [Double]
    var state: [Double]
  }

  var layers: [String: Trial]
  var alphaDropout: [String: AlphaDropoutValues]
  var network: Network

  static func load() throws -> SpatialReference {
    try JSONDecoder().decode(SpatialReference.self, from: Checkout.data("Tests/Reference/spatial.json"))
  }
}

/// Layers for images give what PyTorch gives.
@Suite struct SpatialReferenceTests {
  let reference: SpatialReference

  init() throws { reference = try SpatialReference.load() }

  @Test func layersAgree() throws {
    let names = Set(reference.layers.keys.map { $0.split(separator: " ")[0] }).map(String.init)
    #expect(names.sorted() == ["avgpool", "conv", "global-avgpool", "layernorm", "maxpool"])
    for (notation, expected) in reference.layers {
      let layer = try Layers.family.read(notation)
      let shape = Shape(expected.shape)
      var run = LayerRun(layer, shape)
      run.parameters = expected.parameters
      let fast = try run(expected.input, gradient: expected.outputGradient, shards: 2)
      expectAgreement(fast.output.map(Double.init), expected.output, 2e-6, "\(notation)")
      expectAgreement(fast.inputGradient.map(Double.init), expected.inputGradient, 2e-6, "\(notation)")
      expectAgreement(fast.gradients.map(Double.init), expected.gradients, 2e-6, "\(notation)")

      let textbook = try #require(layer as? any TextbookLayer)
      var rest = expected.parameters.map(Double.init)[...]
      let parameters = layer.parameters(for: shape).map { spec in
        defer { rest = rest.dropFirst(spec.count) }
        return Array(rest.prefix(spec.count))
      }
      func rows(_ numbers: [Float]) -> [[Double]] {
        let width = numbers.count / expected.samples
        return (0..<expected.samples).map { numbers[$0 * width..<($0 + 1) * width].map(Double.init) }
      }
      let step = textbook.forward(rows(expected.input), TextbookPass(input: shape, parameters: parameters))
      let back = step.backward(rows(expected.outputGradient))
      expectAgreement(step.output.flatMap { $0 }, expected.output, 1e-12, "\(notation)")
      expectAgreement(back.input.flatMap { $0 }, expected.inputGradient, 1e-12, "\(notation)")
      expectAgreement(back.parameters.flatMap { $0 }, expected.gradients, 1e-12, "\(notation)")
    }
  }

  @Test func alphaDropoutMovesKeptAndDroppedNumbersAlike() throws {
    for (rate, expected) in reference.alphaDropout {
      let layer = AlphaDropout(try #require(Float(rate)))
      let textbook = layer.forward(
        [[Double](repeating: 1, count: 1000), [Double](repeating: 0, count: 1000)],
        TextbookPass(input: [1000], randomKey: 3)
      ).output
      for (row, kept) in [expected.one, expected.zero].enumerated() {
        let values = Set(textbook[row]).sorted()
        #expect(values.count == 2)
        // A rate given as a Float carries eight digits.
        #expect(abs(values[0] - expected.dropped) < 1e-6 && abs(values[1] - kept) < 1e-6, "rate \(rate)")
      }
    }
  }

  @Test func aConvolutionalNetworkWithBatchNormalizationTrainsAlike() throws {
    let expected = reference.network
    var network = Network(input: [6, 6, 2], seed: 1)
    try network.append([Convolution(5), BatchNormalization(), ActivationLayer(ELU())])
    try network.append([MaxPooling()])
    try network.append([Convolution(4, kernel: 2), ActivationLayer(Tanh()), BatchNormalization()])
    try network.append([Flatten()])
    try network.append([Dense(3)])
    network.parameters = expected.parameters
    let samples = Samples(
      shape: [6, 6, 2], features: expected.features, targets: .classes(expected.labels, count: 3))

    var textbook = TextbookNetwork(network)
    expectAgreement(textbook.gradient(CrossEntropy(), samples), expected.gradient, 1e-11, "gradient")
    var memory: [[Double]] = []
    var descent = GradientDescent()
    descent.learningRate = 0.1
    for (step, loss) in expected.losses.enumerated() {
      #expect(abs(textbook.loss(CrossEntropy(), samples, mode: .probing) - loss) < 1e-11)
      textbook.train(samples, loss: CrossEntropy(), optimizer: descent, memory: &memory, step: step + 1)
    }
    expectAgreement(textbook.parameters, expected.trained, 1e-10, "parameters")
    expectAgreement(textbook.state, expected.state, 1e-10, "running statistics")

    var model = Model(network: network, loss: CrossEntropy(), optimizer: descent, seed: 2)
    let engine = Engine(threads: 2)
    let gradient = try engine.gradients(model, on: samples).parameters.map(Double.init)
    expectAgreement(gradient, expected.gradient, 1e-5, "gradient")
    try engine.train(&model, samples, epochs: expected.losses.count, batch: 9)
    expectAgreement(model.network.parameters.map(Double.init), expected.trained, 1e-4, "parameters")
    expectAgreement(model.network.state.map(Double.init), expected.state, 1e-4, "running statistics")
  }

  /// Every number within a share of the largest.
  private func expectAgreement(_ got: [Double], _ expected: [Double], _ share: Double, _ comment: Comment) {
    let size = max(expected.map(abs).max() ?? 0, 1)
    #expect(got.count == expected.count, comment)
    #expect(zip(got, expected).allSatisfy { abs($0 - $1) <= share * size }, comment)
  }
}
