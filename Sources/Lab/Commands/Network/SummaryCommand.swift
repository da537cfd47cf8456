import Basis
import Language
import NeuralNet

package struct SummaryCommand: Command {
  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<SummaryCommand>(
    "summary", "Lists the layers with their shapes, parameters and work.", examples: ["summary"],
    details: """
      Operations are multiplications and additions for one sample, forwards; a training step takes about three times \
      as many. Memory is that of parameters, gradients and the optimizer's memory.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    SummaryCommand.report(try lab.needModel())
  }

  static func report(_ model: Model) -> Report {
    let network = model.network
    guard !network.blocks.isEmpty else {
      return Report(
        StyledText(
          "The network takes \(network.input.text) numbers and has no layers yet: layer dense 50 relu adds one."
        ))
    }
    var table = Table(
      "layers", caption: "Layers, first to last",
      [
        .init("layer", "layer", .left), .init("output", "output", .left), .init("parameters", "parameters"),
        .init("operations", "operations"),
      ])
    for (number, block) in network.blocks.enumerated() {
      let placed = network.layout.layers.filter { $0.block == number }
      let output = placed.last?.output ?? network.input
      table.append(
        .text(
          "\("\(number + 1)".leftPadded(to: "\(network.blocks.count)".count)) \(block.notation)\(block.isFrozen ? " · frozen" : "")"
        ),
        .text(output.text), .integer(network.layout.blockRanges[number].count),
        .integer(placed.reduce(0) { $0 + $1.layer.operations(for: $1.input) }))
    }
    let operations = network.layout.layers.reduce(0) { $0 + $1.layer.operations(for: $1.input) }
    let bytes = 4 * (2 * network.parameters.count + network.state.count + model.memory.buffers.count)
    var report = Report()
    report.add(table)
    report.add(
      line: LayerReport.rest(of: network)
        + StyledText(
          " · \(Numbers.bytes(bytes)) · \(Numbers.grouped(operations)) operations a sample"))
    let pruned = network.pruned.count { $0 }
    if pruned > 0 {
      let weights = network.blocks.indices.reduce(0) { sum, block in
        network.weights(ofBlock: block).reduce(sum) { $0 + $1.count }
      }
      report.add(
        line: StyledText(
          "pruned: \(Numbers.grouped(pruned)) of \(Numbers.grouped(weights)) weights, which stay 0"))
    }
    report.add(data: "pruned", .integer(pruned))
    report.add(
      line: StyledText(
        "\(model.loss.notation) · \(model.optimizer.notation) · clip \(model.clipping?.notation ?? "off") · epochs "
          + "\(model.epochs) · seed \(model.seed)"))
    if !model.regularizers.isEmpty {
      report.add(line: StyledText("regularize " + model.regularizerNotations.joined(separator: " · ")))
    }
    report.add(data: "regularizers", .list(model.regularizerNotations.map { .text($0) }))
    report.add(data: "parameters", .integer(network.parameters.count))
    report.add(
      data: "frozen",
      .list(network.blocks.indices.filter { network.blocks[$0].isFrozen }.map { .integer($0 + 1) }))
    report.add(data: "bytes", .integer(bytes))
    report.add(data: "operations", .integer(operations))
    report.add(data: "digest", .text(model.digest))
    return report
  }
}

extension String {
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
