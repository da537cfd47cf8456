import Basis
import NeuralNet

/// A network and its training without their numbers, which are the file's tensors.
struct SavedNetwork: Codable {
  struct SavedBlock: Codable {
    let id: Int
    let isFrozen: Bool
    let layers: [SavedItem]
  }

  let name: String
  let input: [Int]
  let seed: UInt64
  let nextID: Int
  let blocks: [SavedBlock]
  let trainingSeed: UInt64
  let loss: SavedItem
  let optimizer: SavedItem
  let clipping: SavedItem?
  let schedule: SavedItem?
  let regularizers: [SavedRegularization]
  let augmentations: [SavedItem]
  let hasPrunedWeights: Bool
  let progress: Model.Progress
  /// nil leaves the choice to the data.
  let chosenLoss: SavedItem?
  let effort: Effort

  init(_ named: SavedLab.Named) {
    let model = named.model
    name = named.name
    input = model.network.input.extents
    seed = model.network.seed
    nextID = model.network.nextID
    blocks = model.network.blocks.map {
      SavedBlock(id: $0.id, isFrozen: $0.isFrozen, layers: $0.layers.map { SavedItem($0) })
    }
    trainingSeed = model.seed
    loss = SavedItem(model.loss)
    optimizer = SavedItem(model.optimizer)
    clipping = model.clipping.map { SavedItem($0) }
    schedule = model.schedule.map { SavedItem($0) }
    regularizers = model.regularizers.map { SavedRegularization($0) }
    augmentations = model.augmentations.map { SavedItem($0) }
    hasPrunedWeights = !model.network.pruned.isEmpty
    progress = model.progress
    chosenLoss = named.chosenLoss.map { SavedItem($0) }
    effort = named.effort
  }

  /// Numbers of one sample; beyond any image, and small enough for products of extents.
  private static let mostInputs = 16_000_000
  private static let mostLayersOfBlock = 100

  /// The network with its numbers. `take` hands over a tensor of this name and shape.
  func restored(prefix: String, _ take: (String, [Int]) throws -> [Float]) throws -> SavedLab.Named {
    let blocks = try blocks.map { saved in
      guard saved.layers.count <= SavedNetwork.mostLayersOfBlock else {
        throw Problem("a layer with \(saved.layers.count) parts is more than there can be", kind: .malformed)
      }
      return Block(
        id: saved.id, layers: try saved.layers.map { try $0.make(of: Layers.family) },
        isFrozen: saved.isFrozen)
    }
    let layout = try NetworkLayout(input: try shape(), blocks: blocks)
    func all(_ slots: [TensorSlot], _ beginning: String = "") throws -> [Float] {
      try slots.flatMap { try take(prefix + beginning + SavedNetwork.name(of: $0), $0.spec.shape) }
    }
    let trained = layout.tensors(of: \.parameters)
    let optimizer = try optimizer.make(of: Optimizers.family)
    // The first look at the tensors: only what is really there takes memory.
    let parameters = try all(trained)
    let pruned = hasPrunedWeights ? try all(trained, Place.pruned) : []
    guard pruned.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw Problem("what is pruned is marked by 1, and all else by 0", kind: .malformed)
    }
    let network = try Network(
      input: try shape(), seed: seed, blocks: blocks, nextID: nextID, parameters: parameters,
      state: try all(layout.tensors(of: \.state)), pruned: pruned.map { $0 == 1 })
    var model = Model(
      network: network, loss: try loss.make(of: Losses.family), optimizer: optimizer, seed: trainingSeed)
    model.clipping = try clipping?.make(of: Clippings.family)
    model.schedule = try schedule?.make(of: Schedules.family)
    model.regularizers = try regularizers.map { try $0.regularization(of: network) }
    model.augmentations = try augmentations.map { try $0.make(of: Augmentations.family) }
    let memory = try type(of: optimizer).memory.flatMap { try all(trained, Place.memory($0)) }
    try model.resume(progress, memory: memory, origin: try all(trained, Place.origin))
    return SavedLab.Named(
      name: name, model: model, chosenLoss: try chosenLoss?.make(of: Losses.family),
      effort: try effort.checked())
  }

  private func shape() throws -> Shape {
    var count = 1
    for extent in input {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard extent > 0, !overflows, product <= SavedNetwork.mostInputs else {
        throw Problem(
          "a sample must have 1…\(Numbers.grouped(SavedNetwork.mostInputs)) numbers, got "
            + input.prefix(8).map { String($0) }.joined(separator: "×"), kind: .malformed)
      }
      count = product
    }
    guard (1...8).contains(input.count) else {
      throw Problem("a sample must have 1…8 extents, got \(input.count)", kind: .malformed)
    }
    return Shape(input)
  }

  // MARK: Tensors

  /// What a tensor's name begins with if it is not the parameter of that name itself.
  private enum Place {
    static func memory(_ name: String) -> String { "optimizer.\(name)." }
    /// As it was drawn, or copied from elsewhere.
    static let origin = "origin."
    /// 1 where a weight has been pruned.
    static let pruned = "pruned."
  }

  /// All numbers of a model under their names: `1.dense.weights`, `2.batchnorm.mean`, `optimizer.m.1.dense.weights`.
  static func tensors(of model: Model, prefix: String) -> [SafeTensors.Tensor] {
    let layout = model.network.layout
    let trained = layout.tensors(of: \.parameters)
    /// Tensors whose numbers lie in a buffer, which begins at `start`.
    func all(_ slots: [TensorSlot], _ buffer: [Float], from start: Int = 0, _ beginning: String = "")
      -> [SafeTensors.Tensor]
    {
      slots.map { slot in
        let range = start + slot.range.lowerBound..<start + slot.range.upperBound
        return SafeTensors.Tensor(prefix + beginning + name(of: slot), slot.spec.shape, buffer[range])
      }
    }
    var tensors =
      all(trained, model.network.parameters) + all(layout.tensors(of: \.state), model.network.state)
    for (k, memory) in type(of: model.optimizer).memory.enumerated() {
      tensors += all(trained, model.memory.buffers, from: k * layout.parameterCount, Place.memory(memory))
    }
    tensors += all(trained, model.origin, Place.origin)
    if !model.network.pruned.isEmpty {
      tensors += all(trained, model.network.pruned.map { $0 ? 1 : 0 }, Place.pruned)
    }
    return tensors
  }

  /// Counted from 1, as at the prompt.
  private static func name(of slot: TensorSlot) -> String {
    "\(slot.block + 1).\(slot.key.layer).\(slot.spec.name)"
  }
}
