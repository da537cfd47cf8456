import Basis
import NeuralNet

/// A network with its batch and optimizer, on random data of the right shape: what is timed.
struct Workload {
  let name: String
  /// As the table says it.
  let summary: String
  let input: Shape
  let blocks: [[any Layer]]
  let batch: Int
  let optimizer: any Optimizer
  var clipping: (any Clipping)?
  /// Gradient statistics of every layer at every step.
  var watches = false
  var batches = 32
  /// That oneDNN's products gain from: one where they are too small to be shared.
  var threads = 2

  /// With weights drawn from a fixed seed.
  func model() throws -> Model {
    var network = Network(input: input, seed: 1)
    for block in blocks { try network.append(block) }
    var model = Model(network: network, loss: CrossEntropy(), optimizer: optimizer, seed: 1)
    model.clipping = clipping
    return model
  }

  /// Normal numbers in ten classes.
  func samples() -> Samples {
    var random = Random(seed: 2)
    let count = batch * batches
    let features = (0..<count * input.count).map { _ in Float(random.normal()) }
    let labels = (0..<count).map { _ in Int32(random.index(below: 10)) }
    return Samples(shape: input, features: features, targets: .classes(labels, count: 10))
  }
}

extension Workload {
  static func named(_ name: String) -> Workload? {
    all.first { $0.name == name } ?? grown.first { $0.name == name }
  }

  /// The convolutions.
  var images: [Convolution] { blocks.joined().compactMap { $0 as? Convolution } }

  /// Those of the table.
  static let all: [Workload] = [
    Workload(
      name: "W1", summary: "784 → 512 relu → 10", input: [784],
      blocks: [[Dense(512), act(ReLU())], [Dense(10)]],
      batch: 128, optimizer: descent(0.1)),
    Workload(
      name: "W2", summary: "3072 → 20 × 100 elu → 10", input: [3072], blocks: deep(), batch: 32,
      optimizer: nadam()),
    Workload(
      name: "W2bn", summary: "the same with batch normalization", input: [3072],
      blocks: deep(normalized: true),
      batch: 32, optimizer: nadam()),
    Workload(
      name: "W2sgd", summary: "W2 with momentum", input: [3072], blocks: deep(), batch: 32,
      optimizer: momentum()),
    Workload(
      name: "W2stats", summary: "W2 with gradient statistics of every layer at every step", input: [3072],
      blocks: deep(), batch: 32, optimizer: nadam(), watches: true),
    Workload(
      name: "W3", summary: "6 × conv 3×3, 3 × max-pool, dense 128, elu, dropout", input: [32, 32, 3],
      blocks: images(normalized: false), batch: 64, optimizer: momentum(), batches: 8),
    Workload(
      name: "W3bn", summary: "the same with batch normalization", input: [32, 32, 3],
      blocks: images(normalized: true), batch: 64, optimizer: momentum(), batches: 8),
    Workload(
      name: "W4", summary: "64 → 50 → 50 → 10 relu", input: [64],
      blocks: [[Dense(50), act(ReLU())], [Dense(50), act(ReLU())], [Dense(10)]], batch: 32, optimizer: Adam(),
      threads: 1),
    Workload(
      name: "W5", summary: "rnn tanh 100 units, 50 steps, clipped by norm", input: [50, 10],
      blocks: [[RNN(100)], [Dense(10)]], batch: 32, optimizer: descent(0.01), clipping: GlobalNormClipping()),
    Workload(
      name: "W6", summary: "784 → 1024 → 1024 → 10 relu", input: [784],
      blocks: [[Dense(1024), act(ReLU())], [Dense(1024), act(ReLU())], [Dense(10)]], batch: 256,
      optimizer: Adam(), batches: 16),
  ]

  private static func act(_ activation: any Activation) -> ActivationLayer { ActivationLayer(activation) }

  private static func descent(_ rate: Double) -> any Optimizer {
    var optimizer = GradientDescent()
    optimizer.learningRate = rate
    return optimizer
  }

  private static func momentum() -> any Optimizer {
    var optimizer = Momentum()
    optimizer.learningRate = 0.001
    return optimizer
  }

  private static func nadam() -> any Optimizer {
    var optimizer = Nadam()
    optimizer.learningRate = 5e-5
    return optimizer
  }

  /// One network and what becomes of it when one thing grows, with the factor by which a step's operations grow.
  static let grown: [Workload] = [
    growing("base"), growing("depth × 2", depth: 40), growing("width × 2", width: 200),
    growing("batch × 2", batch: 128), growing("data × 10", batches: 320),
  ]

  private static func growing(
    _ name: String, depth: Int = 20, width: Int = 100, batch: Int = 64, batches: Int = 32
  ) -> Workload {
    Workload(
      name: name, summary: "100 → \(depth) × \(width) elu → 10, batch \(batch)", input: [100],
      blocks: deep(depth: depth, width: width), batch: batch, optimizer: momentum(), batches: batches)
  }

  private static func deep(depth: Int = 20, width: Int = 100, normalized: Bool = false) -> [[any Layer]] {
    let before: [any Layer] = normalized ? [BatchNormalization()] : []
    return (0..<depth).map { _ in [Dense(width)] + before + [act(ELU())] } + [[Dense(10)]]
  }

  private static func images(normalized: Bool) -> [[any Layer]] {
    let after: [any Layer] = normalized ? [BatchNormalization()] : []
    let stages = [(32, Float(0.2)), (64, 0.3), (128, 0.4)].flatMap { filters, rate -> [[any Layer]] in
      let convolution: [any Layer] = [Convolution(filters), act(ELU())] + after
      return [convolution, convolution, [MaxPooling(2), Dropout(rate)]]
    }
    return stages + [[Dense(128), act(ELU())] + after + [Dropout(0.5)], [Dense(10)]]
  }
}
