import Basis

/// Trains the first layers of a network on another question than the one that it is for.
package protocol Pretrainer: Item {
  /// Whether the classes of the data are asked for.
  static var needsClasses: Bool { get }
  /// Does it with a copy. `listen` hears how far it is, 0…1, and returns false to stop: then nothing has been learned.
  func run(_ task: PretrainingTask, on engine: Engine, listen: (Double) -> Bool) throws -> PretrainingOutcome
}

package struct PretrainingTask {
  package var model: Model
  /// How many blocks from the first on learn.
  package var layers: Int
  /// Rows of the training part, whether their targets may be known or not.
  package var unlabelled: Samples
  /// Rows of the training part whose targets may be known.
  package var labelled: Samples
  /// Rows that nothing learns from, to measure by; may be empty.
  package var unseen: Samples
  /// Trains as the engine does; whoever keeps where trainings stand puts another way in its place.
  package var train: Training = { engine, model, samples, plan, listen in
    try engine.train(&model, on: samples, validation: nil, plan: plan, listen: listen)
  }

  package typealias Training = (
    Engine, inout Model, Samples, TrainingPlan, (TrainingEvent) -> Bool
  ) throws -> TrainingOutcome

  package init(model: Model, layers: Int, unlabelled: Samples, labelled: Samples, unseen: Samples) {
    precondition(layers > 0 && layers <= model.network.blocks.count, "\(layers) layers")
    (self.model, self.layers) = (model, layers)
    (self.unlabelled, self.labelled, self.unseen) = (unlabelled, labelled, unseen)
  }

  /// Numbers of one kind of randomness, apart from all that training draws.
  func random(_ purpose: String, _ number: Int = 0) -> Random {
    Random(seed: model.seed).stream("pretrain " + purpose, number)
  }

  /// A network of these blocks alone, with all they have learned, frozen where they are.
  func network(of blocks: Range<Int>, seed: UInt64) throws -> Network {
    let whole = model.network
    var network = Network(input: whole.input(ofBlock: blocks.lowerBound), seed: seed)
    try network.reuse(Array(blocks), of: whole, isFrozen: false)
    try network.edit { copies in
      for (place, index) in blocks.enumerated() { copies[place].isFrozen = whole.blocks[index].isFrozen }
    }
    return network
  }

  /// The whole model, with what these blocks have learned in a network that begins with them.
  func model(taking blocks: Range<Int>, from network: Network) throws -> Model {
    var model = model
    try model.edit { whole in
      for (place, index) in blocks.enumerated() { whole.copyNumbers(of: place, in: network, to: index) }
    }
    return model
  }

  static var interruption: Problem {
    Problem("pretraining was interrupted; the network is as it was", kind: .interrupted)
  }
}

package struct PretrainingOutcome: Sendable {
  /// The whole model, its first layers trained, its optimizer without memory of them.
  package var model: Model
  package var scores: PretrainingScores
  package var steps: Int
  /// Samples that passed through while learning.
  package var samples: Int
  /// Autoencoders: what each one that was trained could do before and after.
  package var stages: [Stage] = []
  /// A few samples that a generator made, [count, I], scaled as the data.
  package var generated: [Float] = []

  package init(
    model: Model, scores: PretrainingScores, steps: Int, samples: Int, generated: [Float] = []
  ) {
    (self.model, self.scores, self.steps, self.samples) = (model, scores, steps, samples)
    self.generated = generated
  }

  package struct Stage: Sendable {
    /// Counted from 0.
    package var layers: Range<Int>
    /// Mean squared error of the reconstruction.
    package var before: Double
    package var after: Double
  }
}

/// What a network's pretraining came to; nil for what it did not do.
package struct PretrainingScores: Equatable, Sendable, Codable {
  /// Mean squared error of the training features made from the code, and what the mean alone would have.
  package var reconstruction: Double?
  package var reconstructionOfMean: Double?
  /// Shares told right of real and of generated samples.
  package var real: Double?
  package var generated: Double?
  /// Share of pairs told right.
  package var pairs: Double?

  package init() {}

  package var discriminator: Double? {
    if let real, let generated { (real + generated) / 2 } else { nil }
  }
}

package enum Pretrainers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Pretrainer>(
    "pretrainer", [Autoencoder.self, AdversarialPair.self, SiamesePairs.self])
}
