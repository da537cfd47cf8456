import Basis
import Language
import NeuralNet

package struct ActivationsCommand: Command {
  var layer: LayerSelection?

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<ActivationsCommand>(
    "activations", "Shows what every layer puts out, and how many units are saturated or dead.",
    positions: [Setting("layer", layers: \.layer, "Draws this layer's outputs as a histogram.")],
    examples: ["activations", "activations 2"],
    details: """
      Up to 2,048 training samples pass through the network in training mode. "satur." is the share of outputs at an \
      end of the activation's range, "dead" the share of units (in images: channels) that are silent for every \
      sample; each activation defines both (help NAME), and a dash stands where it has no such region. "vs last" and \
      the bar compare standard deviations.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    if let layer {
      let index = try layer.index(among: model.network.blocks.count)
      return HistogramReport.of(
        try lab.engine.values(
          .activation, ofBlock: index, model, on: data.train.prefix(Lab.activationSamples)),
        called: "outputs", layer: index + 1, title: model.network.blocks[index].title, width: lab.output.width
      )
    }
    let probe = try lab.probe(samples: Lab.activationSamples)
    var statistics = BlockStatistics(
      id: "activations", symbol: "a",
      rows: probe.blocks.map { block in
        .init(
          title: block.title, numbers: block.activation,
          extra: [
            ActivationsCommand.share(block.saturated, Thresholds.saturated),
            ActivationsCommand.share(block.dead, Thresholds.dead),
          ])
      },
      extraColumns: [.init("saturated", "satur."), .init("dead", "dead")])
    statistics.figure = { $0.deviation }
    var report = Report()
    report.add(statistics.table)
    report.say(sentence(probe))
    return report
  }

  private static func share(_ fraction: Double?, _ threshold: Threshold) -> Table.Cell {
    .percent(fraction, (fraction ?? 0) > threshold.value ? .bad : .plain)
  }

  private func sentence(_ probe: Probe) -> StyledText {
    // The output layer's scale is the loss's business.
    let hidden = Array(probe.blocks.dropLast())
    if let layer = hidden.firstIndex(where: { ($0.dead ?? 0) > Thresholds.dead.value }) {
      return StyledText("Dying: ", .bad)
        + StyledText(
          "\(Numbers.percent(hidden[layer].dead ?? 0, decimals: 0)) of layer \(layer + 1)'s units are silent for all "
            + "\(Numbers.grouped(probe.samples)) samples (threshold \(Numbers.percent(Thresholds.dead.value, decimals: 0)))."
        )
    }
    if let layer = hidden.firstIndex(where: { ($0.saturated ?? 0) > Thresholds.saturated.value }) {
      return StyledText("Saturated: ", .bad)
        + StyledText(
          "\(Numbers.percent(hidden[layer].saturated ?? 0, decimals: 0)) of layer \(layer + 1)'s outputs are at an end of "
            + "their range, where slopes are all but zero (threshold "
            + "\(Numbers.percent(Thresholds.saturated.value, decimals: 0))).")
    }
    guard let first = hidden.first, let last = hidden.last, hidden.count > 1 else {
      return "With one hidden layer or none there is no way for signals to fade or grow."
    }
    let ratio = last.activation.deviation / first.activation.deviation
    let numbers =
      "from layer 1 to layer \(hidden.count) the deviation changes by a factor of \(Numbers.short(ratio, digits: 2))"
    switch ratio {
    case ..<Thresholds.vanishing.value:
      return StyledText("Fading: ", .bad)
        + StyledText(
          "\(numbers) (threshold \(Numbers.exact(Thresholds.vanishing.value))): the last layers see almost nothing."
        )
    case Thresholds.exploding.value...:
      return StyledText("Growing: ", .bad)
        + StyledText("\(numbers) (threshold \(Numbers.short(Thresholds.exploding.value))).")
    case Thresholds.evenLow.value...Thresholds.evenHigh.value:
      return StyledText("Steady: ", .good)
        + StyledText("\(numbers) (within \(Thresholds.evenRange)); few units are dead or saturated.")
    default: return StyledText("Drifting: ", .warning) + StyledText("\(numbers).")
    }
  }
}
