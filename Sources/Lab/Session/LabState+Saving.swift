import Basis
import DataSets
import Interchange
import Language
import NeuralNet

/// The lab's state as files keep it.
extension LabState {
  /// What a file is to hold. `firstSeed` is what the session began with.
  func saved(firstSeed: UInt64) -> SavedLab {
    func named(_ name: String, _ model: Model, _ loss: (any Loss)?, _ training: TrainingRecord)
      -> SavedLab.Named
    {
      SavedLab.Named(
        name: name, model: model, chosenLoss: loss,
        effort: Effort(
          seconds: training.seconds, samples: training.samples, clipping: training.clipping,
          run: training.run, batch: training.batch, epochs: training.epochs,
          pretraining: training.pretraining, inheritance: training.inheritance))
    }
    let present = model.map { [named(networkName, $0, loss, training)] } ?? []
    let networks = present + shelf.map { named($0.name, $0.model, $0.loss, $0.training) }
    let values = bindings.names.compactMap { name in bindings[name].map { (name, $0) } }
    return SavedLab(
      networks: networks, present: networkName, data: data.map { SavedData($0) },
      settings: SavedSettings(
        seed: seed, firstSeed: firstSeed, batch: batch, watch: watch.rawValue, script: script,
        bindings: Dictionary(uniqueKeysWithValues: values), chosenLoss: loss, optimizer: optimizer,
        clipping: clipping, schedule: schedule, regularizers: regularizers,
        augmentations: augmentations))
  }

  /// The state that a file holds, with this data. Throws a `Problem` for settings that no command could have made.
  init(_ saved: SavedLab, data: DataSet?) throws {
    let settings = saved.settings
    self.init(seed: settings.seed)
    guard let watch = Watch(rawValue: settings.watch), (1...LabState.largestBatch).contains(settings.batch)
    else {
      throw Problem(
        "watch is \(settings.watch) and batch \(settings.batch), which cannot be", kind: .malformed)
    }
    use(settings.optimizer)
    use(settings.clipping)
    use(settings.schedule)
    use(settings.augmentations)
    (self.watch, batch) = (watch, settings.batch)
    for (name, value) in settings.bindings { bindings[name] = value }
    self.data = data
    // One after the other: the one that is present when the next comes goes on the shelf.
    for network in saved.networks.filter({ $0.name != saved.present }) {
      hold(network)
      keep(as: network.name)
    }
    loss = settings.chosenLoss
    model = nil
    use(settings.regularizers)
    hold(saved.networks.first { $0.name == saved.present })
    networkName = saved.present
  }

  private mutating func hold(_ network: SavedLab.Named?) {
    model = network?.model
    training = network.map { TrainingRecord($0.effort) } ?? TrainingRecord()
    if let network { loss = network.chosenLoss }
  }

  static let largestBatch = 1_000_000
}

extension TrainingRecord {
  fileprivate init(_ effort: Effort) {
    self.init(
      seconds: effort.seconds, samples: effort.samples, clipping: effort.clipping, batch: effort.batch,
      pretraining: effort.pretraining, run: effort.run, epochs: effort.epochs,
      inheritance: effort.inheritance ?? Inheritance())
  }
}
