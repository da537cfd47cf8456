import Basis
import Language
import NeuralNet

package struct RewindCommand: Command {
  package init() {}

  package static let group = CommandGroup.experiments
  package static let card = Card<RewindCommand>(
    "rewind", "Goes back to the freshly initialized network; its layers and settings stay.",
    examples: ["rewind"],
    details:
      "All weights are drawn again from the network's seed, so they are what they were before training.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var network = try lab.needLayers().network
    try network.redraw(0..<network.blocks.count)
    lab.begin(with: network)
    let model = try lab.needModel()
    var report = Report(
      line: StyledText(
        "\(LayerNumbers.phrase(Array(network.blocks.indices))) as first drawn from seed \(model.seed) · epochs 0 · "
          + "digest \(model.digest)"))
    report.add(data: "digest", .text(model.digest))
    return report
  }
}
