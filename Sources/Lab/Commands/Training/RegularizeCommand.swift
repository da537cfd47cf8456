import Basis
import Language
import NeuralNet

package struct RegularizeCommand: Command {
  var regularizer = Pick<any Regularizer>.nothing
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<RegularizeCommand>(
    "regularize", "Shows or chooses what keeps weights small while training goes on.",
    positions: [
      Setting("regularizer", pick: \.regularizer, of: Regularizers.family, or: ["off"], "Which one.")
    ],
    settings: [
      Setting("layers", layers: \.layers, "Layers whose weights it acts on; all if none are given.")
    ],
    examples: [
      "regularize l2 0.001", "regularize l2 0.001 layers=1..2", "regularize max-norm 3", "regularize",
      "regularize off",
    ],
    details: """
      Several may act together: each command adds one, or gives one that is there already new settings and layers; off \
      takes all away. They act on weights alone, never on biases or normalization. Layers that are chosen keep it wherever \
      they go, layers that are added later are not among them, and a new network begins without it; without layers=… it \
      acts on all, those to come included. Losses are reported without the penalty, so that networks with and without it \
      can be compared; train says what the penalty adds.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch regularizer {
    case .nothing:
      guard layers == nil else {
        throw Problem("layers=… says where a regularizer acts, and none is named", advice: advice)
      }
    case .word:
      guard layers == nil else {
        throw Problem(
          "off takes every regularizer away from all layers, so it takes no layers=…", advice: advice)
      }
      lab.state.use([Regularization]())
    case .item(let item):
      lab.state.use(lab.state.regularizers.adding(try regularization(item, lab)) { $0.regularizer.name })
    }
    let all = lab.state.regularizers.map { $0.notation(in: lab.state.model?.network) }
    var report = Report(
      line: StyledText(all.isEmpty ? "regularize off" : "regularize " + all.joined(separator: " · ")))
    report.add(data: "regularizers", .list(all.map { .text($0) }))
    return report
  }

  private var advice: String { "regularize l2 0.001 layers=\(layers?.value.literal ?? "1..2")" }

  private func regularization(_ item: any Regularizer, _ lab: Lab) throws -> Regularization {
    guard let layers else { return Regularization(item) }
    let network = try lab.needLayers().network
    let chosen = try layers.indices(among: network.blocks.count)
    guard chosen.contains(where: { !network.weights(ofBlock: $0).isEmpty }) else {
      throw Problem(
        "\(LayerNumbers.phrase(chosen)) \(chosen.count == 1 ? "has" : "have") no weights that \(item.name) could keep "
          + "small", advice: "summary shows which layers have parameters")
    }
    return Regularization(item, layers: chosen, of: network)
  }

  /// Names what a change of layers took with it, if anything.
  static func gone(from before: LabState, to after: LabState) -> String? {
    let kept = after.regularizers.map(\.regularizer.name)
    let gone = before.regularizers.filter { !kept.contains($0.regularizer.name) }
    return gone.isEmpty ? nil : gone.map(\.regularizer.notation).enumeration
  }
}

extension Regularization {
  /// As typed behind `regularize`: `l2 0.001 layers=1..20`.
  package func notation(in network: Network?) -> String {
    guard let network, let layers = layers(of: network) else { return regularizer.notation }
    return regularizer.notation + " layers=" + LayerNumbers.value(layers).literal
  }
}

extension Model {
  /// What regularizes it, each as typed.
  var regularizerNotations: [String] { regularizers.map { $0.notation(in: network) } }
}
