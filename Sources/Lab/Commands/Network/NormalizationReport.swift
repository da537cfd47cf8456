import Basis
import NeuralNet

/// Batch against running statistics, layer by layer.
enum NormalizationReport {
  static func report(_ lab: Lab) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    guard blocks.contains(where: { $0.layers.contains { $0 is BatchNormalization } }) else {
      var report = Report("No layer is normalized: bn on puts batch normalization into all hidden layers.")
      report.add(data: "on", .flag(false))
      return report
    }
    let probe = try lab.probe(samples: Lab.gradientSamples)
    var table = Table(
      "layers",
      [
        .init("layer", "layer", .left), .init("gap", "mean: batch from running", unit: "running deviations"),
        .init("ratio", "deviation: batch / running"),
      ])
    var worst = 0.0
    for (index, view) in probe.blocks.enumerated() {
      guard let normalization = view.normalization else { continue }
      worst = max(worst, normalization.meanGap)
      table.append(
        Table.Cell("\(index + 1) \(view.title)", value: .integer(index + 1)), .short(normalization.meanGap),
        .short(normalization.deviationRatio))
    }
    var report = Report()
    report.add(table)
    let limit = Thresholds.drift.value
    report.say(
      worst > limit
        ? StyledText("Apart: ", .warning)
          + StyledText(
            "a batch mean lies \(Numbers.short(worst)) running deviations from the running mean (up to "
              + "\(Numbers.short(limit)) is fine). The running statistics, which count outside training, lag behind: "
              + "train on.")
        : StyledText("Together: ", .good)
          + StyledText(
            "no batch mean lies more than \(Numbers.short(worst)) running deviations from the running mean (up to "
              + "\(Numbers.short(limit)) is fine)."))
    return report
  }
}
