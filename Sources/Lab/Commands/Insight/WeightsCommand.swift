import Basis
import Language
import NeuralNet

package struct WeightsCommand: Command {
  var layer: LayerSelection?
  var batch: Int?

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<WeightsCommand>(
    "weights", "Shows every layer's weights, and how far the next step would move them.",
    formula: "update = |ΔW| / |W|, Euclidean lengths of a layer's next step and of its weights",
    positions: [Setting("layer", layers: \.layer, "Draws this layer's weights as a histogram.")],
    settings: [
      Setting(
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples",
        "In which a schedule counts its steps; those of the latest training if none is given.")
    ],
    examples: ["weights", "weights 1", "weights batch=64"],
    details: """
      The optimizer makes its next step on a copy, for the first 256 training samples; nothing moves. How large a step \
      is does not depend on the batch, unless a schedule sets the rate.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    if let layer {
      if let batch {
        throw Problem(
          "a histogram shows the weights as they are; batch is for steps", advice: "weights batch=\(batch)")
      }
      let index = try layer.index(among: model.network.blocks.count)
      let title = model.network.blocks[index].title
      let numbers = try lab.engine.values(.weight, ofBlock: index, model, on: data.train.prefix(1))
      guard !numbers.isEmpty else { throw Problem("layer \(index + 1) (\(title)) has no weights") }
      return HistogramReport.of(
        numbers, called: "weights", layer: index + 1, title: title, width: lab.output.width)
    }
    let probe = try lab.probe(samples: Lab.gradientSamples, batch: batch)
    let statistics = BlockStatistics(
      id: "weights", symbol: "w",
      rows: probe.blocks.map { block in
        .init(title: block.title, numbers: block.weight, extra: [WeightsCommand.update(block.updateRatio)])
      },
      extraColumns: [.init("updateRatio", "update")])
    var report = Report()
    report.add(statistics.table)
    report.say(sentence(probe))
    addPace(lab, model, to: &report)
    return report
  }

  private func addPace(_ lab: Lab, _ model: Model, to report: inout Report) {
    guard let schedule = model.schedule else {
      if batch != nil { report.say("No schedule sets the rate, so the batch plays no part.") }
      return
    }
    let (used, pace) = (batch ?? lab.state.nextBatch, lab.nextPace(batch: batch))
    let reason =
      batch != nil
      ? "as asked"
      : lab.state.training.batch != nil ? "as in the latest training" : "as train would take them"
    report.say(
      StyledText(
        "The step has the rate \(pace.rateText) that schedule \(schedule.name) gives it, counted in batches of "
          + "\(Numbers.grouped(used)), \(reason)."))
    report.add(data: "rate", .number(pace.rate))
    report.add(data: "batch", .integer(used))
  }

  private static func update(_ ratio: Double?) -> Table.Cell {
    let isOutside = ratio.map { $0 < Thresholds.updateLow.value || $0 > Thresholds.updateHigh.value } ?? false
    return .compact(ratio, isOutside ? .warning : .plain)
  }

  private func sentence(_ probe: Probe) -> StyledText {
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
