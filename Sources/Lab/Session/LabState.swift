import Basis
import DataSets
import Interchange
import Language
import NeuralNet

/// Everything that commands change, as a value: undo, rewind, lessons and forks are copies of it.
package struct LabState: Sendable {
  package static let standardSeed: UInt64 = 42

  /// Of splits, first weights, order of samples and dropout masks made from now on.
  package var seed: UInt64
  package var data: DataSet?
  package var model: Model? {
    // Which of its layers are regularized is a network's own.
    didSet { if let model { regularizers = model.regularizers } }
  }
  /// As chosen by the learner; nil leaves the choice to the data.
  package var loss: (any Loss)?
  package private(set) var optimizer: any Optimizer
  package private(set) var clipping: (any Clipping)?
  package private(set) var schedule: (any Schedule)?
  package private(set) var regularizers: [Regularization] = []
  package private(set) var augmentations: [any Augmentation] = []
  /// Samples per training step.
  package var batch = 32
  package var watch = Watch.nothing
  package var bindings = Bindings()
  /// The commands that led here, in their normal form.
  package var script: [String] = []
  package var training = TrainingRecord()
  /// The latest walk down a landscape.
  package var walk: Walk?
  /// What the present network is called.
  package internal(set) var networkName = LabState.standardName
  /// All networks but the present one, by name.
  package private(set) var shelf: [KeptNetwork] = []

  package static let standardName = "main"

  package init(seed: UInt64 = LabState.standardSeed) {
    self.seed = seed
    // Plain descent, because it hides nothing; at this rate ten hidden layers learn the digits within ten epochs, and
    // at 0.1 one seed in six fails.
    var descent = GradientDescent()
    descent.learningRate = 0.05
    optimizer = descent
  }

  package mutating func use(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    model?.optimizer = optimizer
  }

  package mutating func use(_ clipping: (any Clipping)?) {
    self.clipping = clipping
    model?.clipping = clipping
  }

  package mutating func use(_ regularizers: [Regularization]) {
    self.regularizers = regularizers
    model?.regularizers = regularizers
  }

  package mutating func use(_ augmentations: [any Augmentation]) {
    self.augmentations = augmentations
    model?.augmentations = augmentations
  }

  package mutating func use(_ schedule: (any Schedule)?) {
    self.schedule = schedule
    model?.schedule = schedule
  }
}

extension LabState {
  /// Samples per step of the training that would go on.
  package var nextBatch: Int { training.batch ?? batch }

  /// Puts the present network on the shelf and takes the one with this name from it; a new name begins without a network,
  /// with the choices of the present one.
  package mutating func present(_ name: String) {
    guard name != networkName else { return }
    keep(as: networkName)
    networkName = name
    guard let place = shelf.firstIndex(where: { $0.name == name }) else {
      (model, training) = (nil, TrainingRecord())
      return
    }
    let kept = shelf.remove(at: place)
    (model, training, loss) = (kept.model, kept.training, kept.loss)
    // Not through `use`: a schedule that a network brings along has begun long ago.
    (optimizer, clipping) = (kept.model.optimizer, kept.model.clipping)
    (schedule, regularizers) = (kept.model.schedule, kept.model.regularizers)
    augmentations = kept.model.augmentations
  }

  /// Puts a copy of the present network, if there is one, on the shelf.
  package mutating func keep(as name: String) {
    guard let model else { return }
    shelf.append(KeptNetwork(name: name, model: model, training: training, loss: loss))
    shelf.sort { $0.name < $1.name }
  }

  /// Takes a network off the shelf for good.
  package mutating func drop(_ name: String) { shelf.removeAll { $0.name == name } }
}

/// A network on the shelf, with all that training it has left.
package struct KeptNetwork: Sendable {
  package let name: String
  package let model: Model
  package let training: TrainingRecord
  /// As chosen by the learner; nil leaves the choice to the data.
  package let loss: (any Loss)?
}

/// What `watch` adds to each epoch's line.
package enum Watch: String, CaseIterable, Sendable {
  case nothing = "off"
  case gradients
}

/// What training on this network has cost so far.
package struct TrainingRecord: Equatable, Sendable {
  package var seconds = 0.0
  package var samples = 0
  /// Of the latest training.
  package var clipping: ClippingSummary?
  /// Samples per step of the latest training; nil where there was none, or another number was set since.
  package var batch: Int?
  /// Of the latest pretraining.
  package var pretraining = PretrainingScores()
  /// The key under which it was recorded.
  package var run: String?
  package var epochs: [EpochRecord] = []
  package var inheritance = Inheritance()
}
