import Basis
import NeuralNet
import Testing
import Textbook

/// Training a pruned network is what the textbook says, mask and all.
@Suite struct PruningTests {
  @Test(arguments: Optimizers.family.names, Clippings.family.names)
  func trajectoriesOfAPrunedNetworkAgree(_ optimizerName: String, clippingName: String) throws {
    var optimizer = try Optimizers.family.make(optimizerName)
    optimizer.learningRate *= 10
    var clipping = try Clippings.family.make(clippingName)
    try clipping.set("limit", to: .number(0.05))
    let formulas = (
      try #require(optimizer as? any TextbookOptimizer), try #require(clipping as? any TextbookClipping)
    )
    let samples = SmallNetwork.samples(20, classes: 3)
    // No normalization: with a single weight left a normalized unit does not feel its size, and adaptive optimizers magnify
    // what rounding leaves of a gradient that is 0.
    var fresh = Network(input: [2, 3], seed: 51)
    try fresh.append([Dense(7), ActivationLayer(Tanh())])
    try fresh.append([Dense(5), ActivationLayer(Tanh())])
    try fresh.append([Dense(3)])
    var model = Model(
      network: fresh, loss: CrossEntropy(),
      optimizer: optimizer, seed: 9)
    model.clipping = clipping
    _ = model.pruneWeights(Array(model.network.blocks.indices), fraction: 0.5)
    let network = model.network
    let plan = TrainingPlan(epochs: 5, batch: 20)
    _ = try Engine(threads: 1).train(&model, on: samples, validation: nil, plan: plan) { _ in true }

    func trained(_ textbook: TextbookNetwork) -> [Double] {
      var textbook = textbook
      var memory = type(of: optimizer).memory.map { _ in textbook.parameters.map { _ in 0.0 } }
      for step in 1...5 {
        textbook.train(
          samples, loss: CrossEntropy(), optimizer: formulas.0, memory: &memory, clipping: formulas.1,
          step: step)
      }
      return textbook.parameters
    }
    func gap(_ exact: [Double]) -> Double {
      zip(model.network.parameters, exact).map { abs(Double($0) - $1) }.max() ?? 1
    }
    let textbook = TextbookNetwork(network, seed: 9)
    let exact = trained(textbook)
    #expect(gap(exact) < 1e-5 * max(1, exact.map(abs).max() ?? 1))
    for index in network.pruned.indices where network.pruned[index] { #expect(exact[index] == 0) }
    // Without the mask it is another path, which the comparison notices.
    var unmasked = textbook
    unmasked.pruned = []
    #expect(gap(trained(unmasked)) > 1e-3)
  }
}
