import Basis
import Language
import NeuralNet

package struct GradientsCommand: Command {
  enum Kind: String, CaseIterable, Sendable {
    case weight, delta, time
  }

  var kind: Kind?
  var layer: LayerSelection?

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<GradientsCommand>(
    "gradients", "Shows how large the gradient is in every layer, or one layer's as a histogram.",
    formula: "weight: ∂L/∂W     delta: ∂L/∂z, z being what the layer gives before its activation",
    positions: [
      Setting(
        "kind", optionalChoice: \.kind,
        "Of the weights; delta: the signal that travels back from layer to layer; time: that signal from step to step in a "
          + "recurrent layer."),
      Setting(
        "layer", layers: \.layer,
        "Draws this layer's numbers as a histogram; for time, which recurrent layer."),
    ],
    sources: [
      Source(
        "Glorot & Bengio", 2010,
        "Understanding the difficulty of training deep feedforward neural networks, AISTATS")
    ],
    examples: ["gradients", "gradients delta", "gradients 3"],
    details: """
      One batch of the training part (at most 256 samples) goes forwards and backwards; nothing moves. "vs last" compares \
      mean sizes with the last layer's. A weight's gradient is the signal from below times the error from above. With ReLU \
      the two can run away in opposite directions and hide each other; "gradients delta" shows the error alone. \
      In a recurrent layer z is what it hands on; "gradients time 1" shows ∂L/∂h after every step, all later steps included.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    if kind == .time { return try TimeReport.report(lab, layer) }
    let isDelta = kind == .delta
    if let layer {
      let index = try layer.index(among: model.network.blocks.count)
      let numbers = try lab.engine.values(
        isDelta ? .delta : .gradient, ofBlock: index, model, on: data.train.prefix(Lab.gradientSamples))
      let title = model.network.blocks[index].title
      guard !numbers.isEmpty else { throw Problem("layer \(index + 1) (\(title)) has no weights") }
      return HistogramReport.of(
        numbers, called: isDelta ? "∂L/∂z" : "∂L/∂W", layer: index + 1, title: title, width: lab.output.width)
    }
    let probe = try lab.probe(samples: Lab.gradientSamples)
    return isDelta ? GradientsCommand.delta(probe) : GradientsCommand.weight(probe)
  }

  static func weight(_ probe: Probe) -> Report {
    let statistics = BlockStatistics(
      id: "gradients", caption: "∂L/∂W, layer by layer", symbol: "g",
      rows: probe.blocks.map { .init(title: $0.title, numbers: $0.gradient) })
    var report = Report()
    report.add(statistics.table)
    let flow = FlowVerdict(of: probe.blocks.map(\.gradient))
    report.say(flow.sentence("the gradient", layers: probe.blocks.count))
    // Even products of uneven factors are the trap of ReLU networks.
    let back = FlowVerdict(of: probe.blocks.map { Optional($0.delta) })
    if case .even = flow, back.isExtreme {
      report.say(
        StyledText("But look closer: ", .warning)
          + "the signal that travels back does not stay even (gradients delta); growing signals hide it here."
      )
    }
    return report
  }

  static func delta(_ probe: Probe) -> Report {
    let statistics = BlockStatistics(
      id: "deltas", caption: "∂L/∂z, layer by layer", symbol: "δ",
      rows: probe.blocks.map { .init(title: $0.title, numbers: $0.delta) })
    var report = Report()
    report.add(statistics.table)
    report.say(
      FlowVerdict(of: probe.blocks.map { Optional($0.delta) })
        .sentence("the backward signal", layers: probe.blocks.count))
    return report
  }
}

extension FlowVerdict {
  /// By the mean size, where anything that is not finite counts as infinite.
  init(of numbers: [TensorStatistics?]) {
    self.init(numbers.map { $0.map { $0.notFinite > 0 ? .infinity : $0.meanAbsolute } })
  }

  var isExtreme: Bool {
    switch self {
    case .vanishing, .exploding: true
    case .nothingToCompare, .broken, .stopped, .uneven, .even: false
    }
  }
}
