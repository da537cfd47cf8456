import Basis
import NeuralNet
import Testing
import Textbook

/// The formulas give what PyTorch gives in double precision, so that conventions agree too: means, kinks, corrections.
@Suite struct PyTorchTests {
  let reference: PyTorchReference

  init() throws { reference = try PyTorchReference.load() }

  @Test func activationsAgree() throws {
    #expect(Set(reference.activations.keys).isSuperset(of: Activations.family.names))
    for (name, expected) in reference.activations {
      let example = ActivationCase(try Activations.family.read(name))
      // Slopes given as Float settings (0.01, 11/48 …) carry eight digits.
      for (k, x) in reference.points.enumerated() {
        let value = example.activation.value(x, example.coefficient)
        let slope = example.activation.slope(x, example.coefficient)
        #expect(abs(value - expected.values[k]) < 1e-6 * abs(expected.values[k]) + 1e-15, "\(name) at \(x)")
        #expect(abs(slope - expected.slopes[k]) < 1e-6 * abs(expected.slopes[k]) + 1e-15, "\(name) at \(x)")
      }
    }
  }

  @Test func lossesAgree() throws {
    #expect(Set(reference.losses.keys).isSuperset(of: Losses.family.names))
    for (name, expected) in reference.losses {
      let loss = try Losses.family.read(name)
      let targets: Targets =
        switch expected.targets {
        case "labels": .classes(reference.labels, count: 4)
        case "shares": .values(reference.shares, width: 4)
        default: .values(reference.values, width: 4)
        }
      let formula = try #require(loss as? any TextbookLoss)
      let rows = (0..<3).map { n in reference.outputs[4 * n..<4 * n + 4].map(Double.init) }
      #expect(abs(formula.mean(rows, targets) - expected.loss) < 1e-7 * expected.loss, "\(name)")
      let loops = LossLaws.run(loss, outputs: reference.outputs, width: 4, targets: targets)
      #expect(abs(loops.mean - expected.loss) < 1e-6 * expected.loss, "\(name)")
      for (k, gradient) in formula.gradient(rows, targets).flatMap({ $0 }).enumerated() {
        #expect(abs(gradient - expected.gradient[k]) < 1e-7, "\(name)")
        #expect(abs(Double(loops.gradient[k]) - expected.gradient[k]) < 1e-7, "\(name)")
      }
    }
  }

  @Test func optimizersWalkTheSamePath() throws {
    #expect(
      Set(reference.optimizers.keys.map { $0.split(separator: " ")[0] }).map(String.init).sorted()
        == Optimizers.family.names.sorted())
    for (name, path) in reference.optimizers {
      let optimizer = try Optimizers.family.read(name)
      let formula = try #require(optimizer as? any TextbookOptimizer)
      let bowl = Bowl(start: reference.start, curvature: reference.curvature)
      for (mine, theirs) in zip(bowl.path(formula, steps: path.count), path) {
        for (a, b) in zip(mine, theirs) { #expect(abs(a - b) < 1e-12, "\(name)") }
      }
      // Floats lose a digit or two in twenty steps along a bent path.
      for (mine, theirs) in zip(bowl.fastPath(optimizer, steps: path.count), path) {
        for (a, b) in zip(mine, theirs) { #expect(abs(Double(a) - b) < 2e-5, "\(name)") }
      }
    }
  }

  @Test func clippingsAgree() throws {
    #expect(
      Set(reference.clippings.keys.map { $0.split(separator: " ")[0] }).map(String.init).sorted()
        == Clippings.family.names.sorted())
    let blocks = [0..<3, 3..<5]
    for (name, expected) in reference.clippings {
      let clipping = try Clippings.family.read(name)
      var gradient = reference.gradients.flatMap { $0 }
      _ = gradient.withUnsafeMutableBufferPointer { clipping.clip($0, blocks: blocks) }
      // PyTorch adds 10⁻⁶ to the norm.
      for (a, b) in zip(gradient, expected) { #expect(abs(Double(a) - b) < 2e-6 * abs(b), "\(name)") }
    }
  }

  @Test func aNetworkWithBatchNormalizationAgrees() throws {
    let expected = reference.network
    var network = Network(input: [4], seed: 1)
    try network.append([Dense(5), BatchNormalization(), ActivationLayer(Tanh())])
    try network.append([Dense(3)])
    network.parameters = expected.parameters
    let samples = Samples(
      shape: [4], features: expected.features, targets: .classes(expected.labels, count: 3))
    var textbook = TextbookNetwork(network)
    #expect(abs(textbook.loss(CrossEntropy(), samples, mode: .training) - expected.loss) < 1e-12)
    for (mine, theirs) in zip(textbook.gradient(CrossEntropy(), samples), expected.gradient) {
      #expect(abs(mine - theirs) < 1e-12)
    }
    var memory: [[Double]] = []
    textbook.train(samples, loss: CrossEntropy(), optimizer: GradientDescent(), memory: &memory, step: 1)
    for (mine, theirs) in zip(textbook.state, expected.runningMean + expected.runningVariance) {
      #expect(abs(mine - theirs) < 1e-12)
    }
  }
}
