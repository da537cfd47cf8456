import Basis
import Foundation
import NeuralNet
import TestSupport
import Testing
import Textbook

/// What Tests/Reference/heldout.py wrote.
private struct HeldOutReference: Decodable {
  struct Network: Decodable {
    var seed: Int
    var shape: [Int]
    var samples: Int
    var features: [Float]
    var loss: String
    var targets: [Float]
    var outputs: Int
    var layers: [String]
    var frozen: [Bool]
    var optimizer: String
    var schedule: String?
    var clipping: String?
    var regularizers: [String]
    var parameters: [Float]
    var state: [Float]
    var inference: [Double]
    var losses: [Double]
    var gradient: [Double]
    var afterOne: [Double]
    var afterAll: [Double]
    var stateAfterAll: [Double]
  }
  var networks: [Network]

  /// Another file may be named in the environment as HELDOUT_FILE.
  static func load() throws -> HeldOutReference {
    let named = ProcessInfo.processInfo.environment["HELDOUT_FILE"].map { URL(fileURLWithPath: $0) }
    let data = try named.map { try Data(contentsOf: $0) } ?? Checkout.data("Tests/Reference/heldout.json")
    return try JSONDecoder().decode(HeldOutReference.self, from: data)
  }
}

/// Random networks with random techniques do in Descent what they do in PyTorch.
@Suite struct PyTorchHeldOutTests {
  private let reference: HeldOutReference

  init() throws { reference = try HeldOutReference.load() }

  private func model(_ given: HeldOutReference.Network) throws -> (Model, Samples) {
    var network = Network(input: Shape(given.shape), seed: 1)
    for layer in given.layers {
      try network.append([
        layer.hasPrefix("activation ")
          ? ActivationLayer(try Activations.family.read(String(layer.dropFirst("activation ".count))))
          : try PyTorchHeldOutTests.layer(layer)
      ])
    }
    try network.edit { blocks in for (k, frozen) in given.frozen.enumerated() { blocks[k].isFrozen = frozen }
    }
    #expect(network.parameters.count == given.parameters.count && network.state.count == given.state.count)
    (network.parameters, network.state) = (given.parameters, given.state)
    let loss = try Losses.family.read(given.loss)
    var model = Model(
      network: network, loss: loss, optimizer: try Optimizers.family.read(given.optimizer), seed: 1)
    model.clipping = try given.clipping.map { try Clippings.family.read($0) }
    model.regularizers = try given.regularizers.map { Regularization(try Regularizers.family.read($0)) }
    model.schedule = try given.schedule.map { try Schedules.family.read($0) }
    let targets: Targets =
      loss is CrossEntropy
      ? .classes(given.targets.map { Int32($0) }, count: given.outputs)
      : .values(given.targets, width: given.outputs)
    return (model, Samples(shape: network.input, features: given.features, targets: targets))
  }

  /// `rnn 3 relu return=last` has a word for its activation.
  private static func layer(_ notation: String) throws -> any Layer {
    let words = notation.split(separator: " ").map(String.init)
    guard words[0] == "rnn" else { return try Layers.family.read(notation) }
    var layer = RNN(Int(words[1]) ?? 0, try Activations.family.make(words[2]))
    try layer.set("return", to: .text(String(words[3].dropFirst("return=".count))))
    return layer
  }

  @Test func thereIsANetworkForEveryLayerLossOptimizerClippingAndRegularizer() {
    let layers = reference.networks.flatMap(\.layers).map { $0.prefix { $0 != " " } }
    // Noise is checked against theory: PyTorch draws other numbers.
    let noisy = ["dropout", "alpha-dropout", "gaussian-noise"]
    #expect(Set(layers.map(String.init)).union(noisy) == Set(Layers.family.names))
    func names(_ notations: [String]) -> Set<String> {
      Set(notations.map { String($0.prefix { $0 != " " }) })
    }
    #expect(names(reference.networks.map(\.loss)) == Set(Losses.family.names))
    #expect(names(reference.networks.map(\.optimizer)) == Set(Optimizers.family.names))
    #expect(names(reference.networks.compactMap(\.clipping)) == Set(Clippings.family.names))
    #expect(names(reference.networks.flatMap(\.regularizers)) == Set(Regularizers.family.names))
    #expect(reference.networks.contains { $0.frozen.contains(true) })
  }

  @Test func theTextbookTrainsAsPyTorchDoes() throws {
    for given in reference.networks {
      let (model, samples) = try model(given)
      guard let loss = model.loss as? any TextbookLoss,
        let optimizer = model.optimizer as? any TextbookOptimizer
      else { continue }
      var book = TextbookModel(TextbookNetwork(model.network), loss: loss, optimizer: optimizer)
      book.clipping = model.clipping as? any TextbookClipping
      book.regularizers = model.regularizers.compactMap { TextbookRegularization($0) }
      let name = "seed \(given.seed): \(given.layers), \(given.optimizer)"
      expect(book.network.outputs(samples.rows).flatMap { $0 }, given.inference, "\(name): outputs")
      // Frozen tensors have no gradient in PyTorch.
      var gradient = book.network.gradient(loss, samples, mode: .training)
      for placed in model.network.layout.layers where placed.isFrozen {
        for place in placed.parameterRange { gradient[place] = 0 }
      }
      expect(gradient, given.gradient, "\(name): gradient")
      for step in given.losses.indices {
        #expect(
          abs(book.network.loss(loss, samples, mode: .training) - given.losses[step])
            < 1e-8 * (1 + given.losses[step]), "\(name): step \(step)")
        let place = SchedulePlace(
          epoch: step, stepOfEpoch: 0, stepsPerEpoch: 1, step: step,
          totalSteps: (model.schedule as? any FiniteSchedule)?.epochs ?? 1)
        let rate = optimizer.learningRate
        book.step(samples, pace: model.schedule?.pace(at: place, rate: rate) ?? StepPace(rate: rate))
        if step == 0 { expect(book.network.parameters, given.afterOne, "\(name): first step") }
      }
      expect(book.network.parameters, given.afterAll, "\(name): last step")
      expect(book.network.state, given.stateAfterAll, "\(name): running statistics")
    }
  }

  @Test func theEngineTrainsAsPyTorchDoes() throws {
    for given in reference.networks {
      var (model, samples) = try model(given)
      let name = "seed \(given.seed): \(given.layers), \(given.optimizer)"
      for (step, loss) in given.losses.enumerated() {
        let outcome = try Engine(threads: 1).train(&model, samples, epochs: 1, batch: samples.count)
        let found = outcome.last?.training.loss ?? .nan
        #expect(abs(found - loss) < 2e-4 * (1 + abs(loss)), "\(name): step \(step)")
      }
      for (mine, theirs) in [
        (model.network.parameters, given.afterAll), (model.network.state, given.stateAfterAll),
      ] {
        let size = max(1, theirs.map(abs).max() ?? 0)
        #expect(zip(mine, theirs).allSatisfy { abs(Double($0) - $1) < 1e-3 * size }, "\(name)")
      }
    }
  }

  /// Within the twelve digits that were written, and what five steps make of them.
  private func expect(_ mine: [Double], _ theirs: [Double], _ comment: Comment) {
    let size = max(1, theirs.map(abs).max() ?? 0)
    let worst = zip(mine, theirs).map { abs($0 - $1) }.max() ?? 0
    #expect(mine.count == theirs.count && worst < 1e-8 * size, "\(comment) (\(worst) of \(size))")
  }
}
