import Basis
import Charts
import DataSets
import NeuralNet

/// How large the gradient is in every layer, now.
enum GradientChapter {
  /// Each histogram is a pass of its own.
  private static let mostHistograms = 32

  static func section(_ lab: Lab) throws -> Document.Section? {
    guard let model = lab.state.model, let data = lab.state.data, !model.network.blocks.isEmpty,
      data.count(of: .train) > 0
    else { return nil }
    do {
      let probe = try lab.probe(samples: Lab.gradientSamples)
      var report = Report()
      report.say(
        StyledText(
          "Of one batch of \(probe.samples.counted("training sample")), with the network as it is now.",
          .faint))
      if let figure = figure(probe) {
        report.add(
          plot: "sizes", figure,
          StyledText(
            "Mean size in every layer, from the first to the last: the gradient of its weights, and the signal "
              + "that travels back through it."))
      }
      var sections = [
        Document.Section("gradients-weights", "Gradient of the weights", GradientsCommand.weight(probe)),
        Document.Section("gradients-signal", "Backward signal", GradientsCommand.delta(probe)),
      ]
      let layers = probe.blocks.indices.filter { probe.blocks[$0].gradient != nil }
      let drawsHistograms = layers.count <= mostHistograms
      if !drawsHistograms {
        report.say(
          StyledText(
            "Histograms are left out: \(layers.count) are too many to read; gradients \(layers[0] + 1) draws that of layer "
              + "\(layers[0] + 1).", .faint))
      }
      let histograms = try histograms(drawsHistograms ? layers : [], probe, model, data, lab)
      if histograms.parts.count > 1 {
        sections.append(Document.Section("gradients-histograms", "How often each size occurs", histograms))
      }
      return Document.Section("gradients", "Gradients", report, sections)
    } catch let problem as Problem where problem.kind != .internal {
      // A network that does not fit the data any more has been trained all the same.
      return Document.Section(
        "gradients", "Gradients", Report(StyledText("Not measured: \(problem.message).", .warning)))
    }
  }

  private static func figure(_ probe: Probe) -> Plot? {
    func points(_ numbers: [TensorStatistics?]) -> [Plot.Point] {
      numbers.enumerated().compactMap { index, numbers in
        numbers.flatMap { $0.meanAbsolute > 0 ? Plot.Point(Double(index + 1), $0.meanAbsolute) : nil }
      }
    }
    let weights = points(probe.blocks.map(\.gradient))
    guard probe.blocks.count > 1, !weights.isEmpty else { return nil }
    let signal = points(probe.blocks.map { Optional($0.delta) })
    return Plot(
      "Gradient and backward signal by layer",
      .curves(
        [
          .init("weights ∂L/∂W", mark: "w", weights), .init("signal ∂L/∂z", mark: "s", signal),
        ], x: .init("layer", .whole), y: .init("mean size", isLogarithmic: true)))
  }

  /// The 98 % in the middle: a few numbers far out would press all others into one column.
  private static func middle(of numbers: [Float]) -> [Float] {
    let sample = stride(from: 0, to: numbers.count, by: max(1, numbers.count / 100_000)).map { numbers[$0] }
      .filter(\.isFinite).sorted()
    guard sample.count >= 100 else { return numbers }
    let (low, high) = (sample[sample.count / 100], sample[sample.count - 1 - sample.count / 100])
    return numbers.filter { $0 >= low && $0 <= high }
  }

  private static func histograms(
    _ layers: [Int], _ probe: Probe, _ model: Model, _ data: DataSet, _ lab: Lab
  ) throws -> Report {
    var report = Report()
    report.say(StyledText("The middle 98 % of each layer's ∂L/∂W; the rest lies farther out.", .faint))
    for layer in layers {
      let numbers = try lab.engine.values(
        .gradient, ofBlock: layer, model, on: data.train.prefix(Lab.gradientSamples))
      let middle = middle(of: numbers)
      let histogram = Histogram(middle, bins: 24)
      guard histogram.lower < histogram.upper, let statistics = probe.blocks[layer].gradient else { continue }
      report.add(
        plot: "histogram\(layer + 1)",
        Plot(
          "Layer \(layer + 1)", .histogram(histogram, .init("∂L/∂W")), size: .small),
        StyledText(
          "\(Numbers.grouped(numbers.count)) numbers, deviation \(Numbers.compact(statistics.deviation)), "
            + "exactly zero \(Numbers.percent(statistics.zeroFraction, decimals: 0))"),
        data: .object([
          "drawn": .integer(middle.count), "lower": .number(histogram.lower),
          "upper": .number(histogram.upper),
          "counts": .list(histogram.counts.map { .integer($0) }),
        ]))
    }
    return report
  }
}
