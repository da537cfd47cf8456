import Basis
import NeuralNet

/// One network that nobody has chosen, trained while techniques are switched on and off in random order; all follows
/// from the seed.
struct HeldOut {
  var duel: Duel
  private var chance: Chance
  /// What was done, in order, for whoever has to find out what went wrong.
  private(set) var story: [String] = []

  init(seed: UInt64) throws {
    chance = Chance(seed: seed)
    let loss = chance.one(of: Losses.family.all)
    chance.note(loss)
    let outputs = loss is CrossEntropy ? 2 + chance.random.index(below: 3) : 1 + chance.random.index(below: 3)
    let input = chance.inputShape()
    let network = try chance.network(input, outputs: outputs)
    let count = 5 + chance.random.index(below: 30)
    let samples = chance.samples(count, input, loss, outputs: outputs)
    let model = Model(
      network: network, loss: loss, optimizer: try chance.optimizer(), seed: chance.random.next())
    duel = Duel(
      model, samples, validation: samples[Array(0..<3)], batch: 2 + chance.random.index(below: 24))
    story.append("\(loss.notation), \(model.optimizer.notation), \(samples.count) samples by \(duel.batch)")
    story.append(network.blocks.map { "[\($0.title)]" }.joined(separator: " "))
    if chance.happens(0.5) { try change() }
  }

  var seen: Set<String> { chance.seen }

  /// Says what was wrong; empty if nothing.
  mutating func run(segments: Int = 4) throws -> [String] {
    for _ in 0..<segments {
      let steps = 1 + chance.random.index(below: 4)
      story.append("\(steps) steps")
      guard try duel.run(steps: steps) else { break }
      guard duel.agreement.complaints.isEmpty else { break }
      for _ in 0..<1 + chance.random.index(below: 3) { try change() }
    }
    return duel.agreement.complaints
  }

  /// Switches one technique; what a network refuses leaves it as it was.
  private mutating func change() throws {
    do { try attempt() } catch is Problem { story.append("(refused)") }
    // Something has to move.
    let layers = duel.model.network.layout.layers
    guard layers.allSatisfy({ $0.isFrozen || $0.parameterRange.isEmpty }) else { return }
    try duel.edit { try $0.edit { blocks in for k in blocks.indices { blocks[k].isFrozen = false } } }
    story.append("unfreeze")
  }

  private mutating func attempt() throws {
    let count = duel.model.network.blocks.count
    let number = chance.random.index(below: count)
    switch chance.random.index(below: 15) {
    case 0:
      duel.model.clipping = chance.happens(0.3) ? nil : try chance.clipping()
      story.append("clip \(duel.model.clipping?.notation ?? "off")")
    case 1:
      let network = duel.model.network
      duel.model.regularizers = try chance.regularizers().map { rule in
        let chosen = network.blocks.indices.filter { _ in chance.happens(0.5) }
        let isSelective = chance.happens(0.4) && !chosen.isEmpty
        return Regularization(rule, layers: isSelective ? chosen : nil, of: network)
      }
      story.append(
        "regularize "
          + "\(duel.model.regularizers.map { "\($0.regularizer.notation) \($0.layers(of: network) ?? [])" })")
    case 2, 3:
      duel.choose(try chance.optimizer())
      story.append("optimizer \(duel.model.optimizer.notation)")
    case 4:
      duel.choose(chance.happens(0.2) ? nil : try chance.schedule())
      story.append("schedule \(duel.model.schedule?.notation ?? "off")")
    case 5:
      var other = duel.model.optimizer
      other.learningRate *= chance.between(0.3, 3)
      duel.choose(other)
      story.append("optimizer \(other.notation)")
    case 6, 7:
      let frozen = chance.happens(0.6)
      story.append("\(frozen ? "freeze" : "unfreeze") \(number + 1)")
      try duel.edit { try $0.edit { $0[number].isFrozen = frozen } }
    case 8:
      let activation = chance.activation()
      story.append("activation \(activation.notation) at \(number + 1)")
      try editLayers(number) { layers in
        if let place = layers.firstIndex(where: { $0 is ActivationLayer }) {
          layers[place] = ActivationLayer(activation)
        } else {
          layers.append(ActivationLayer(activation))
        }
      }
    case 9:
      let layer = chance.normalization()
      story.append("toggle \(layer.notation) at \(number + 1)")
      try editLayers(number) { layers in
        if let place = layers.dropFirst().firstIndex(where: { $0.name == layer.name }) {
          layers.remove(at: place)
        } else {
          layers.insert(layer, at: 1)
        }
      }
    case 10:
      let layer = chance.noise()
      story.append("toggle \(layer.notation) at \(number + 1)")
      try editLayers(number) { layers in
        if let place = layers.dropFirst().firstIndex(where: { $0.name == layer.name }) {
          layers.remove(at: place)
        } else {
          layers.append(layer)
        }
      }
    case 11:
      guard number < count - 1 else { return }
      let shape = duel.model.network.input(ofBlock: number)
      let block = chance.block(for: shape)
      story.append("insert \(block.map(\.notation)) at \(number + 1)")
      try duel.edit { try $0.insert(block, at: number) }
    case 12:
      guard count > 2, number < count - 1 else { return }
      story.append("remove \(number + 1)")
      try duel.edit { try $0.edit { $0.remove(at: number) } }
    case 13:
      let fraction = chance.between(0.1, 0.6)
      story.append("prune weights \(fraction) of \(number + 1)")
      _ = duel.model.pruneWeights([number], fraction: fraction)
    default:
      story.append("redraw \(number + 1)")
      try duel.redraw(number..<number + 1)
    }
  }

  private mutating func editLayers(_ number: Int, _ change: (inout [any Layer]) -> Void) throws {
    try duel.edit { try $0.edit { change(&$0[number].layers) } }
  }
}
