import Basis
import NeuralNet
import Testing
import Textbook

/// The fast engine computes what the textbook says.
@Suite struct EngineTests {
  /// ∂L/∂parameters as the engine finds them: an "optimizer" that writes down what it is given.
  private func gradient(_ network: Network, _ loss: any Loss, _ samples: Samples) throws -> [Float] {
    var model = Model(network: network, loss: loss, optimizer: Recorder(), seed: 9)
    let plan = TrainingPlan(epochs: 1, batch: samples.count)
    _ = try Engine(threads: 2).train(&model, on: samples, validation: nil, plan: plan) { _ in true }
    return model.network.parameters
  }

  private func expectAgreement(_ fast: [Float], _ exact: [Double], _ comment: Comment) {
    let size = exact.map(abs).max() ?? 1
    let worst = zip(fast, exact).map { abs(Double($0) - $1) }.max() ?? 1
    #expect(fast.count == exact.count, comment)
    #expect(worst < 1e-5 * max(size, 1e-3), comment)
  }

  @Test(arguments: Activations.family.names)
  func gradientsAgreeForEveryActivation(_ name: String) throws {
    let activation = try Activations.family.make(name)
    // Random slopes and masks belong to a sample's place in the shuffled batch: one sample has only one place.
    let isRandom = activation is RReLU
    let network =
      isRandom
      ? try rowOfLayers([ActivationLayer(activation)])
      : try SmallNetwork.make(activation, outputs: 3, dropout: false)
    let samples = SmallNetwork.samples(isRandom ? 1 : 23, classes: 3)
    let exact = TextbookNetwork(network, seed: 9).gradient(CrossEntropy(), samples, mode: .training)
    expectAgreement(try gradient(network, CrossEntropy(), samples), exact, "\(name)")
  }

  @Test func gradientsAgreeWithDropoutsMask() throws {
    let network = try rowOfLayers([ActivationLayer(Tanh()), Dropout(0.4)])
    let samples = SmallNetwork.samples(1, classes: 3)
    let textbook = TextbookNetwork(network, seed: 9)
    let exact = textbook.gradient(CrossEntropy(), samples, mode: .training)
    expectAgreement(try gradient(network, CrossEntropy(), samples), exact, "dropout")
    // Another seed is another mask, which the comparison notices.
    let other = TextbookNetwork(network, seed: 10).gradient(CrossEntropy(), samples, mode: .training)
    #expect(zip(other, exact).contains { abs($0 - $1) > 1e-3 })
  }

  @Test(arguments: Losses.family.names)
  func gradientsAgreeForEveryLoss(_ name: String) throws {
    let loss = try Losses.family.make(name)
    let formula = try #require(loss as? any TextbookLoss)
    let network = try SmallNetwork.make(ELU(), outputs: 3, dropout: false)
    let samples =
      loss is CrossEntropy ? SmallNetwork.samples(20, classes: 3) : SmallNetwork.samples(20, outputs: 3)
    let exact = TextbookNetwork(network).gradient(formula, samples, mode: .training)
    expectAgreement(try gradient(network, loss, samples), exact, "\(name)")
  }

  @Test(arguments: Optimizers.family.names, Clippings.family.names)
  func trainingStepsAgreeForEveryOptimizerAndClipping(_ optimizerName: String, clippingName: String) throws {
    var optimizer = try Optimizers.family.make(optimizerName)
    optimizer.learningRate *= 10
    var clipping = try Clippings.family.make(clippingName)
    try clipping.set("limit", to: .number(0.05))
    let formulas = (
      try #require(optimizer as? any TextbookOptimizer), try #require(clipping as? any TextbookClipping)
    )
    let samples = SmallNetwork.samples(20, classes: 3)
    let network = try SmallNetwork.make(Tanh(), outputs: 3, dropout: false)
    var model = Model(network: network, loss: CrossEntropy(), optimizer: optimizer, seed: 9)
    model.clipping = clipping
    let plan = TrainingPlan(epochs: 5, batch: 20)
    _ = try Engine(threads: 1).train(&model, on: samples, validation: nil, plan: plan) { _ in true }

    var textbook = TextbookNetwork(network, seed: 9)
    var memory = type(of: optimizer).memory.map { _ in textbook.parameters.map { _ in 0.0 } }
    for step in 1...5 {
      textbook.train(
        samples, loss: CrossEntropy(), optimizer: formulas.0, memory: &memory, clipping: formulas.1,
        step: step)
    }
    expectAgreement(model.network.parameters, textbook.parameters, "parameters")
    expectAgreement(model.network.state, textbook.state, "running statistics")
    let moved = zip(network.parameters, textbook.parameters).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(moved > 1e-3)
  }

  @Test func outputsAgreeOutsideTraining() throws {
    let network = try SmallNetwork.make(Swish(), outputs: 3)
    let samples = SmallNetwork.samples(11, classes: 3)
    let model = Model(network: network, loss: CrossEntropy(), optimizer: GradientDescent(), seed: 9)
    expectAgreement(
      try Engine(threads: 1).outputs(model, for: samples),
      TextbookNetwork(network).outputs(samples.rows).flatMap { $0 }, "outputs")
  }

  private func rowOfLayers(_ after: [any Layer]) throws -> Network {
    var network = Network(input: [2, 3], seed: 55)
    try network.append([Dense(30)] + after)
    try network.append([Dense(3)])
    return network
  }
}

private struct Recorder: Optimizer {
  var learningRate = 1.0
  static let card = Card<Recorder>("recorder", "Puts the gradient where the parameters were.")
  static let memory: [String] = []
  func update(_ stretch: UpdateStretch) {
    stretch.parameters.update(from: stretch.gradients, count: stretch.count)
  }
}
