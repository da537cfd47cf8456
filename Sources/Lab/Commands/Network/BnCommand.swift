import Basis
import Language
import NeuralNet

package struct BnCommand: Command {
  enum Place: String, CaseIterable, Sendable { case before, after }

  var isOn: Bool?
  var place: Place?
  var momentum: Double?
  var epsilon: Double?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<BnCommand>(
    "bn", aliases: ["batchnorm"], "Puts batch normalization into all hidden layers, or takes it out.",
    positions: [
      Setting("switch", optional: \.isOn, "On or off."),
      Setting("place", optionalChoice: \.place, "Before the activation, as in the paper, or after it."),
    ],
    settings: [
      Setting(
        "momentum", optional: \.momentum, in: .fraction, "Share of the running statistics kept at each step."),
      Setting("epsilon", optional: \.epsilon, in: .positive, "Added to the variance before the root."),
    ],
    sources: BatchNormalization.card.sources,
    examples: ["bn on", "bn on after momentum=0.99", "bn", "bn off"],
    details: """
      Hidden layers are those with an activation. Without arguments it compares what batches look like now with the \
      running statistics that are used outside training. layer batchnorm adds it as a layer of its own; help layer \
      batchnorm has the formula.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    guard let isOn else {
      guard place == nil, momentum == nil, epsilon == nil else {
        throw Problem("on or off?", advice: "bn on after")
      }
      return try NormalizationReport.report(lab)
    }
    let chosen = blocks.indices.filter {
      blocks[$0].activation != nil && blocks[$0].layers[0] is any WeightedLayer
    }
    guard !isOn || !chosen.isEmpty else {
      throw Problem(
        "no layer has an activation to normalize for", advice: "layer batchnorm adds it as a layer of its own"
      )
    }
    var normalization = BatchNormalization()
    normalization.momentum = momentum ?? normalization.momentum
    normalization.epsilon = epsilon ?? normalization.epsilon
    let isAfter = place == .after
    try lab.editNetwork { network in
      try network.edit { blocks in
        if isOn {
          for index in chosen { blocks[index].setNormalization(normalization, isAfter: isAfter) }
        } else {
          for index in blocks.indices { blocks[index].removeNormalization() }
          blocks.removeAll { $0.layers.isEmpty }
        }
      }
    }
    let network = try lab.needModel().network
    var report = Report(
      line: StyledText(
        isOn
          ? "bn \(isAfter ? "after" : "before") the activation   \(LayerNumbers.phrase(chosen)) · "
          : "bn off · ")
        + LayerReport.rest(of: network))
    report.add(data: "on", .flag(isOn))
    report.add(data: "parameters", .integer(network.parameters.count))
    return report
  }
}

extension Block {
  fileprivate mutating func setNormalization(_ normalization: BatchNormalization, isAfter: Bool) {
    layers.removeAll { $0 is BatchNormalization }
    let activation = layers.firstIndex { $0 is ActivationLayer } ?? layers.count - 1
    layers.insert(normalization, at: isAfter ? activation + 1 : activation)
  }

  fileprivate mutating func removeNormalization() { layers.removeAll { $0 is BatchNormalization } }
}
