import Basis
import Language
import NeuralNet

package struct FreezeCommand: Command {
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<FreezeCommand>(
    "freeze", "Keeps layers as they are while the others train, or says which are kept.",
    positions: [Setting("layers", layers: \.layers, "Which, counted from 1.")],
    sources: [
      Source(
        "Yosinski, Clune, Bengio & Lipson", 2014,
        "arXiv:1411.1792, How transferable are features in deep neural networks?")
    ],
    examples: ["freeze 1..2", "freeze"],
    details: """
      Not a bit of a frozen layer moves: no parameter, no memory of the optimizer, no running statistic of batch \
      normalization, which goes on normalizing by the batch in training. Dropout in it goes on dropping. Its gradients are \
      computed and shown as before, but count for nothing when gradients are clipped. Keras normalizes a frozen layer by \
      its running statistics instead; PyTorch lets them move on unless the layer is set to evaluation.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    if let layers {
      try FreezeCommand.set(true, try layers.indices(among: blocks.count), in: lab)
    }
    return try FreezeCommand.report(lab)
  }

  static func set(_ isFrozen: Bool, _ chosen: [Int], in lab: Lab) throws {
    let blocks = try lab.needLayers().network.blocks
    // What is so already is no change that undo should count.
    guard chosen.contains(where: { blocks[$0].isFrozen != isFrozen }) else { return }
    try lab.editNetwork { network in
      try network.edit { blocks in for index in chosen { blocks[index].isFrozen = isFrozen } }
    }
  }

  static func report(_ lab: Lab) throws -> Report {
    let network = try lab.needLayers().network
    let frozen = network.blocks.indices.filter { network.blocks[$0].isFrozen }
    let still = frozen.reduce(0) { $0 + network.parameterCount(ofBlock: $1) }
    let total = network.parameters.count
    var report = Report(
      line: frozen.isEmpty
        ? StyledText("no layer is frozen: all \(Numbers.grouped(total)) parameters train")
        : StyledText(
          "frozen: \(LayerNumbers.phrase(frozen)) · \(Numbers.grouped(total - still)) of "
            + "\(Numbers.grouped(total)) parameters train"))
    report.add(data: "frozen", .list(frozen.map { .integer($0 + 1) }))
    report.add(data: "training", .integer(total - still))
    return report
  }
}
