import Basis
import Language
import NeuralNet

package struct WeightsCommand: Command {
  var layer: LayerSelection?

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<WeightsCommand>(
    "weights", "Shows every layer's weights, and how far the next step would move them.",
    formula: "update = |ΔW| / |W|, Euclidean lengths of a layer's next step and of its weights",
    positions: [Setting("layer", layers: \.layer, "Draws this layer's weights as a histogram.")],
    examples: ["weights", "weights 1"],
    details: "The optimizer makes its next step on a copy, for the first 256 training samples; nothing moves."
  )

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    if let layer {
      let index = try layer.index(among: model.network.blocks.count)
      let title = model.network.blocks[index].title
      let numbers = try lab.engine.values(.weight, ofBlock: index, model, on: data.train.prefix(1))
      guard !numbers.isEmpty else { throw Problem("layer \(index + 1) (\(title)) has no weights") }
      return HistogramReport.of(
        numbers, called: "weights", layer: index + 1, title: title, width: lab.output.width)
    }
    let probe = try lab.probe(samples: Lab.gradientSamples)
    let statistics = BlockStatistics(
      id: "weights", symbol: "w",
      rows: probe.blocks.map { block in
        .init(title: block.title, numbers: block.weight, extra: [WeightsCommand.update(block.updateRatio)])
      },
      extraColumns: [.init("updateRatio", "update")])
    var report = Report()
    report.add(statistics.table)
    report.say(sentence(probe, optimizer: model.optimizer))
    return report
  }

  private static func update(_ ratio: Double?) -> Table.Cell {
    let isOutside = ratio.map { $0 < Thresholds.updateLow.value || $0 > Thresholds.updateHigh.value } ?? false
    return .compact(ratio, isOutside ? .warning : .plain)
  }

  private func sentence(_ probe: Probe, optimizer: any Optimizer) -> StyledText {
    let ratios = probe.blocks.enumerated().compactMap { index, block in
      block.updateRatio.map { (index + 1, $0) }
    }
    guard let least = ratios.min(by: { $0.1 < $1.1 }), let most = ratios.max(by: { $0.1 < $1.1 }) else {
      return "No layer has weights."
    }
    let (low, high) = (
      Numbers.exact(Thresholds.updateLow.value), Numbers.exact(Thresholds.updateHigh.value)
    )
    let range =
      "a step moves layer \(least.0) by \(Numbers.scientific(least.1)) of its length and layer \(most.0) by "
      + Numbers.scientific(most.1)
    if most.1 > Thresholds.updateHigh.value {
      return StyledText("Too fast: ", .warning)
        + StyledText(
          "\(range); above \(high) a layer is rewritten in ten steps. Try a smaller learning rate.")
    }
    if least.1 < Thresholds.updateLow.value {
      return StyledText("Too slow: ", .warning)
        + StyledText("\(range); below \(low) a layer hardly moves. About 0.001 is healthy.")
    }
    return StyledText("Lively: ", .good) + StyledText("\(range) (within \(low)…\(high)).")
  }
}
