import Basis
import NeuralNet

/// What a lab is set to, besides its networks and its data.
package struct SavedSettings: Sendable {
  package var seed: UInt64
  /// What the session began with: the first line of the script's meaning.
  package var firstSeed: UInt64
  package var batch: Int
  package var watch: String
  package var script: [String]
  package var bindings: [String: Value]
  package var chosenLoss: (any Loss)?
  package var optimizer: any Optimizer
  package var clipping: (any Clipping)?
  package var schedule: (any Schedule)?
  /// Those of chosen layers are the present network's, with which they are kept.
  package var regularizers: [Regularization]
  package var augmentations: [any Augmentation]

  package init(
    seed: UInt64, firstSeed: UInt64, batch: Int, watch: String, script: [String], bindings: [String: Value],
    chosenLoss: (any Loss)?, optimizer: any Optimizer, clipping: (any Clipping)?,
    schedule: (any Schedule)?, regularizers: [Regularization],
    augmentations: [any Augmentation]
  ) {
    (self.seed, self.firstSeed, self.batch, self.watch) = (seed, firstSeed, batch, watch)
    (self.script, self.bindings, self.chosenLoss) = (script, bindings, chosenLoss)
    (self.optimizer, self.clipping, self.schedule) = (optimizer, clipping, schedule)
    (self.regularizers, self.augmentations) = (regularizers, augmentations)
  }
}

extension SavedSettings: Codable {
  private enum Key: String, CodingKey {
    case seed, firstSeed, batch, watch, script, bindings, chosenLoss, optimizer, clipping, schedule,
      regularizers
    case augmentations
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func item<Member>(_ key: Key, _ family: Family<Member>) throws -> Member? {
      try container.decodeIfPresent(SavedItem.self, forKey: key)?.make(of: family)
    }
    seed = try container.decode(UInt64.self, forKey: .seed)
    firstSeed = try container.decode(UInt64.self, forKey: .firstSeed)
    batch = try container.decode(Int.self, forKey: .batch)
    watch = try container.decode(String.self, forKey: .watch)
    script = try container.decode([String].self, forKey: .script)
    bindings = try container.decode([String: SavedValue].self, forKey: .bindings).mapValues(\.value)
    optimizer = try container.decode(SavedItem.self, forKey: .optimizer).make(of: Optimizers.family)
    chosenLoss = try item(.chosenLoss, Losses.family)
    clipping = try item(.clipping, Clippings.family)
    schedule = try item(.schedule, Schedules.family)
    regularizers = try container.decode([SavedItem].self, forKey: .regularizers).map {
      Regularization(try $0.make(of: Regularizers.family))
    }
    augmentations = try container.decode([SavedItem].self, forKey: .augmentations).map {
      try $0.make(of: Augmentations.family)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(seed, forKey: .seed)
    try container.encode(firstSeed, forKey: .firstSeed)
    try container.encode(batch, forKey: .batch)
    try container.encode(watch, forKey: .watch)
    try container.encode(script, forKey: .script)
    try container.encode(bindings.mapValues { SavedValue($0) }, forKey: .bindings)
    try container.encode(SavedItem(optimizer), forKey: .optimizer)
    try container.encodeIfPresent(chosenLoss.map { SavedItem($0) }, forKey: .chosenLoss)
    try container.encodeIfPresent(clipping.map { SavedItem($0) }, forKey: .clipping)
    try container.encodeIfPresent(schedule.map { SavedItem($0) }, forKey: .schedule)
    try container.encode(
      regularizers.filter { $0.blocks == nil }.map { SavedItem($0.regularizer) }, forKey: .regularizers)
    try container.encode(augmentations.map { SavedItem($0) }, forKey: .augmentations)
  }
}
