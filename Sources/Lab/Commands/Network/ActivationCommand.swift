import Basis
import Language
import NeuralNet

package struct ActivationCommand: Command {
  var activation = Pick<any Activation>.nothing
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<ActivationCommand>(
    "activation", "Changes the activation of layers that exist; their weights stay.",
    positions: [
      Setting("activation", pick: \.activation, of: Activations.family, or: ["off"], "Which one."),
      Setting("layers", layers: \.layers, "Which layers; all that have an activation if none are given."),
    ],
    examples: ["activation", "activation relu", "activation elu 1..2 alpha=0.5"],
    details: "Where no layer has an activation yet, all but the last get it.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    let chosen = try layers?.indices(among: blocks.count) ?? ActivationCommand.usual(blocks)
    let replacement: (any Activation)?
    switch activation {
    case .nothing: return ActivationCommand.shown(blocks)
    case .word: replacement = nil
    case .item(let item): replacement = item
    }
    try lab.editNetwork { network in
      try network.edit { blocks in
        for index in chosen { try blocks[index].setActivation(replacement, number: index + 1) }
      }
    }
    let name = replacement?.notation ?? "off"
    var report = Report(line: StyledText("activation \(name)   \(LayerNumbers.phrase(chosen))"))
    report.add(data: "activation", .text(name))
    report.add(data: "layers", .list(chosen.map { .integer($0 + 1) }))
    return report
  }

  static func usual(_ blocks: [Block]) -> [Int] {
    let having = blocks.indices.filter { blocks[$0].activation != nil }
    return having.isEmpty ? Array(blocks.indices.dropLast()) : having
  }

  private static func shown(_ blocks: [Block]) -> Report {
    var table = Table("layers", [.init("layer", "layer", .left), .init("activation", "activation", .left)])
    for (index, block) in blocks.enumerated() {
      table.append(
        Table.Cell("\(index + 1) \(block.layers[0].title)", value: .integer(index + 1)),
        .text((block.activation ?? (block.layers[0] as? RNN)?.activation)?.notation ?? "none"))
    }
    var report = Report()
    report.add(table)
    return report
  }
}

extension Block {
  /// As it could be typed, settings included; `title` is shorter.
  var notation: String {
    layers.map { ($0 as? ActivationLayer)?.activation.notation ?? $0.notation }.joined(separator: " ")
  }

  /// The activation that rides along, or the block's own.
  var activation: (any Activation)? { layers.lazy.compactMap { ($0 as? ActivationLayer)?.activation }.first }

  mutating func setActivation(_ activation: (any Activation)?, number: Int) throws {
    if var recurrent = layers[0] as? RNN {
      guard let activation else {
        throw Problem(
          "layer \(number) (\(title)) applies its activation at every step and cannot do without",
          advice: "activation identity \(number)")
      }
      recurrent.activation = activation
      layers[0] = recurrent
      return
    }
    let place = layers.firstIndex { $0 is ActivationLayer }
    guard let activation else {
      guard let place else { return }
      guard layers.count > 1 else {
        throw Problem("layer \(number) is nothing but an activation", advice: "layer remove \(number)")
      }
      layers.remove(at: place)
      return
    }
    if let place {
      layers[place] = ActivationLayer(activation)
      return
    }
    guard layers[0] is any WeightedLayer else {
      throw Problem(
        "layer \(number) (\(title)) has no weights and takes no activation",
        advice: "layer insert \(number + 1) activation \(activation.name)")
    }
    let normalization = layers.firstIndex { $0 is BatchNormalization }
    layers.insert(ActivationLayer(activation), at: (normalization ?? 0) + 1)
  }
}
