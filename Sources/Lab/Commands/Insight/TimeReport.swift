import Basis
import Charts
import NeuralNet

/// The backward signal of one recurrent layer, step by step.
enum TimeReport {
  /// Steps shown where there are more.
  private static let mostRows = 20

  static func report(_ lab: Lab, _ layer: LayerSelection?) throws -> Report {
    let probe = try lab.probe(samples: Lab.gradientSamples)
    let index = try index(of: layer, in: probe)
    let deltas = try lab.timeDeltas(ofBlock: index, in: probe)
    let sizes = deltas.map(\.meanAbsolute)
    let shown = rows(deltas.count)
    let bars = Bar.logarithmic(shown.map { sizes[$0] })
    var table = Table(
      "time",
      [
        .init("step", "step"), .init("meanAbsolute", "mean |∂L/∂h|"), .init("deviation", "std"),
        .init("norm", "norm", dispensability: 1), .init("ratioToLast", "vs last"),
        .init("bar", "log10", .bar),
      ])
    for (bar, step) in zip(bars, shown) {
      let delta = deltas[step]
      table.append(
        .integer(step + 1), .compact(delta.meanAbsolute), .compact(delta.deviation), .compact(delta.norm),
        .compact(delta.meanAbsolute / sizes[sizes.count - 1]), .bar(bar))
    }
    var report = Report(
      StyledText("∂L/∂h of layer \(index + 1)", .heading) + StyledText(" (\(probe.blocks[index].title))"))
    report.add(table)
    report.say(
      FlowVerdict(of: deltas.map { Optional($0) }).sentence(
        "the backward signal", layers: deltas.count, of: "step"))
    return report
  }

  private static func index(of layer: LayerSelection?, in probe: Probe) throws -> Int {
    if let layer { return try layer.index(among: probe.blocks.count) }
    let recurrent = probe.blocks.indices.filter { probe.blocks[$0].timeDeltas != nil }
    guard let first = recurrent.first else {
      throw Problem("no layer of this network goes through time", advice: "layer rnn 32 adds one that does")
    }
    guard recurrent.count == 1 else {
      throw Problem(
        "\(LayerNumbers.phrase(recurrent)) go through time",
        advice: "gradients time \(first + 1) shows one of them")
    }
    return first
  }

  /// The first, the last, and evenly those between.
  private static func rows(_ count: Int) -> [Int] {
    guard count > mostRows else { return Array(0..<count) }
    return (0..<mostRows).map { $0 * (count - 1) / (mostRows - 1) }
  }
}

extension Lab {
  /// ∂L/∂h of a recurrent layer after each step.
  func timeDeltas(ofBlock index: Int, in probe: Probe) throws -> [TensorStatistics] {
    guard let deltas = probe.blocks[index].timeDeltas else {
      throw Problem(
        "layer \(index + 1) (\(probe.blocks[index].title)) does not go through time",
        advice: "rnn, lstm and gru do (help layers)")
    }
    return deltas
  }
}
