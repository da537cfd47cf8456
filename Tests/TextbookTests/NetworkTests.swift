import Basis
import NeuralNet
import Testing
import Textbook

/// A small network of every sort of layer, and data for it.
enum SmallNetwork {
  static func make(_ activation: any Activation, outputs: Int, dropout: Bool = true) throws -> Network {
    var network = Network(input: [2, 3], seed: 51)
    // No bias before batch normalization: its gradient is 0, and Adam would magnify what rounding leaves of it.
    var first: [any Layer] = [Dense(7, bias: false), BatchNormalization(), ActivationLayer(activation)]
    if dropout { first.append(Dropout(0.25)) }
    try network.append([Flatten()])
    try network.append(first)
    try network.append([Dense(5, initializer: He()), ActivationLayer(activation)])
    try network.append([Dense(outputs)])
    // First values are special (γ = 1, β = 0, biases 0); move away from them.
    var random = Random(seed: 52)
    for i in network.parameters.indices { network.parameters[i] += Float(0.2 * random.normal()) }
    return network
  }

  static func samples(_ count: Int, classes: Int) -> Samples {
    var random = Random(seed: 53)
    return Samples(
      shape: [2, 3], features: (0..<count * 6).map { _ in Float(random.normal()) },
      targets: .classes((0..<count).map { _ in Int32(random.index(below: classes)) }, count: classes))
  }

  static func samples(_ count: Int, outputs: Int) -> Samples {
    var random = Random(seed: 54)
    return Samples(
      shape: [2, 3], features: (0..<count * 6).map { _ in Float(random.normal()) },
      targets: .values((0..<count * outputs).map { _ in Float(random.uniform()) }, width: outputs))
  }
}

@Suite struct NetworkTests {
  @Test(arguments: Losses.family.names, [Pass.Mode.probing, .inference])
  func theGradientOfAWholeNetworkIsItsDerivative(_ name: String, mode: Pass.Mode) throws {
    let loss = try #require(try Losses.family.make(name) as? any TextbookLoss)
    let samples =
      loss is CrossEntropy ? SmallNetwork.samples(6, classes: 3) : SmallNetwork.samples(6, outputs: 3)
    let network = TextbookNetwork(try SmallNetwork.make(PReLU(), outputs: 3), seed: 9)
    let gradient = network.gradient(loss, samples, mode: mode)
    let differences = network.gradientByDifferences(loss, samples, mode: mode)
    #expect(gradient.count == network.parameters.count)
    #expect(zip(gradient, differences).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(gradient.contains { abs($0) > 1e-3 })
  }

  @Test func trainingLowersTheLoss() throws {
    let samples = SmallNetwork.samples(12, classes: 3)
    for name in Optimizers.family.names {
      let optimizer = try #require(try Optimizers.family.make(name) as? any TextbookOptimizer)
      var network = TextbookNetwork(try SmallNetwork.make(Tanh(), outputs: 3, dropout: false))
      var memory = type(of: optimizer).memory.map { _ in network.parameters.map { _ in 0.0 } }
      let before = network.loss(CrossEntropy(), samples, mode: .probing)
      for step in 1...30 {
        network.train(
          samples, loss: CrossEntropy(), optimizer: optimizer, memory: &memory,
          clipping: GlobalNormClipping(), step: step)
      }
      #expect(network.loss(CrossEntropy(), samples, mode: .probing) < before, "\(name)")
    }
  }

  @Test func differencesFindAKnownDerivative() {
    let gradient = Differences.gradient(of: { $0[0] * $0[0] * $0[1] }, at: [3, 2])
    #expect(abs(gradient[0] - 12) < 1e-8 && abs(gradient[1] - 9) < 1e-8)
  }

  /// Everything a learner may choose has a formula to be checked against.
  @Test func everyItemHasATextbookVersion() {
    for layer in Layers.family.all { #expect(layer is any TextbookLayer, "\(layer.name)") }
    for loss in Losses.family.all { #expect(loss is any TextbookLoss, "\(loss.name)") }
    for optimizer in Optimizers.family.all {
      #expect(optimizer is any TextbookOptimizer, "\(optimizer.name)")
    }
    for clipping in Clippings.family.all { #expect(clipping is any TextbookClipping, "\(clipping.name)") }
  }
}
