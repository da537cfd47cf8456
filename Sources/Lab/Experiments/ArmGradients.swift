import Basis
import Charts
import Experiments
import Foundation

/// How large the gradient was in every layer when an experiment's runs had ended, arm by arm.
enum ArmGradients {
  /// Colours and dashes begin again after so many curves.
  private static let curvesInAFrame = 6

  private typealias Layers = [RunRecord.LayerGradient]

  /// One arm: a mean size for each layer, nil where a layer has no weights.
  private struct Arm {
    let label: String
    let sizes: [Double?]
    let zero: Double?

    var known: [(layer: Int, size: Double)] {
      sizes.enumerated().compactMap { index, size in size.map { (index + 1, $0) } }
    }
  }

  /// Empty where nothing was trained.
  static func report(_ result: ExperimentResult) -> Report {
    let arms = result.arms.compactMap { arm($0, in: result) }
    var report = Report()
    if !arms.isEmpty { add(arms, to: &report) }
    for sentence in [shortSentence(result), unequalSentence(result)].compactMap({ $0 }) {
      report.say(sentence)
    }
    return report
  }

  private static func add(_ arms: [Arm], to report: inout Report) {
    report.add(table(arms))
    report.say(
      StyledText(
        "The mean size of ∂L/∂W over one batch of training samples after the last step; over several seeds the geometric "
          + "mean.", .faint))
    let frames = (arms.count + curvesInAFrame - 1) / curvesInAFrame
    let size = (arms.count + frames - 1) / frames
    for start in stride(from: 0, to: arms.count, by: size) {
      let chosen = Array(arms[start..<min(arms.count, start + size)])
      guard let plot = plot(chosen) else { continue }
      report.add(plot: "gradients-\(start + 1)", plot, sentence(chosen))
    }
  }

  /// Of each run that was looked at, the layers of the arm.
  private static func layers(of arm: [Basis.Value], in result: ExperimentResult) -> [Layers] {
    result.runs(of: arm).compactMap { $0.record?.layers }.filter { !$0.isEmpty }
  }

  /// Another seed may have ended with another network; then there is no mean.
  private static func areAlike(_ runs: [Layers]) -> Bool {
    runs.allSatisfy { $0.map(\.title) == runs[0].map(\.title) }
  }

  private static func label(_ arm: [Basis.Value], in result: ExperimentResult) -> String {
    arm.isEmpty ? result.name : arm.map(\.literal).joined(separator: " · ")
  }

  private static func arm(_ values: [Basis.Value], in result: ExperimentResult) -> Arm? {
    let runs = layers(of: values, in: result)
    guard let first = runs.first, areAlike(runs) else { return nil }
    let sizes = first.indices.map { layer -> Double? in
      let numbers = runs.compactMap { $0[layer].meanAbsolute }
      return numbers.isEmpty ? nil : exp(Sample(numbers.map { log($0) }).mean)
    }
    guard sizes.contains(where: { $0 != nil }) else { return nil }
    let zeros = runs.flatMap { $0.compactMap(\.zeroFraction) }
    return Arm(
      label: label(values, in: result), sizes: sizes, zero: zeros.isEmpty ? nil : Sample(zeros).mean)
  }

  // MARK: What is left out

  /// Which arms trained too little for a look at a network of their size; nil if none.
  private static func shortSentence(_ result: ExperimentResult) -> StyledText? {
    var labels: [String] = []
    var samples = 0
    for arm in result.arms {
      let trained = result.runs(of: arm).compactMap(\.record)
      let short = trained.filter { $0.layers.isEmpty && LookWork.isShort($0.samples) }
      guard !short.isEmpty else { continue }
      let isWhole = short.count == trained.count
      labels.append(label(arm, in: result) + (isWhole ? "" : " (\(short.count) of \(trained.count) seeds)"))
      samples = max(samples, short.map(\.samples).max() ?? 0)
    }
    guard !labels.isEmpty else { return nil }
    return StyledText(
      "Gradients are left out for \(labels.enumeration): a look at \(Lab.gradientSamples) samples is more than "
        + "\(Numbers.percent(LookWork.mostForGradients, decimals: 0)) of the work of training on "
        + "\(samples.counted("sample")); measure g = gradient.mean(1) in the block looks all the same.",
      .faint)
  }

  /// Which arms have no mean; nil if none.
  private static func unequalSentence(_ result: ExperimentResult) -> StyledText? {
    let labels = result.arms.filter { !areAlike(layers(of: $0, in: result)) }.map { label($0, in: result) }
    guard !labels.isEmpty else { return nil }
    return StyledText(
      "Gradients are left out for \(labels.enumeration): the seeds ended with different networks, so there is no mean; "
        + "runs show NUMBER shows those of one run.", .faint)
  }

  private static func table(_ arms: [Arm]) -> Table {
    var table = Table(
      "gradients", caption: "Gradients at the end of training",
      [
        .init("arm", "variant", .left), .init("layers", "layers with weights"), .init("first", "first layer"),
        .init("least", "smallest"), .init("most", "largest"), .init("last", "last layer"),
        .init("ratio", "first ÷ last"), .init("zero", "exactly zero"),
      ])
    for arm in arms {
      let sizes = arm.known.map(\.size)
      let (first, last) = (sizes.first ?? .nan, sizes.last ?? .nan)
      table.append(
        .text(arm.label, .name), .integer(sizes.count), .compact(first), .compact(sizes.min()),
        .compact(sizes.max()), .compact(last), .compact(first / last), .percent(arm.zero))
    }
    return table
  }

  private static func plot(_ arms: [Arm]) -> Plot? {
    let series = arms.enumerated().map { index, arm in
      Plot.Series(
        arm.label, mark: RunComparison.marks[index],
        arm.known.filter { $0.size > 0 }.map { Plot.Point(Double($0.layer), $0.size) })
    }
    guard series.contains(where: { $0.points.count > 1 }) else { return nil }
    return Plot(
      "Gradient by layer at the end of training",
      .curves(series, x: .init("layer", .whole), y: .init("mean |∂L/∂W|", isLogarithmic: true)))
  }

  private static func sentence(_ arms: [Arm]) -> StyledText {
    let ratios = arms.compactMap { arm -> (label: String, ratio: Double)? in
      guard let first = arm.known.first?.size, let last = arm.known.last?.size, first > 0, last > 0 else {
        return nil
      }
      return (arm.label, first / last)
    }
    guard let least = ratios.min(by: { $0.ratio < $1.ratio }),
      let most = ratios.max(by: { $0.ratio < $1.ratio })
    else { return StyledText("In none of them does a gradient reach both the first and the last layer.") }
    func times(_ ratio: Double) -> String { "\(Numbers.compact(ratio)) times" }
    return StyledText(
      least.label == most.label
        ? "The first layer's gradient is \(times(least.ratio)) the last one's."
        : "The first layer's gradient is between \(times(least.ratio)) (\(least.label)) and \(times(most.ratio)) "
          + "(\(most.label)) the last one's.")
  }
}
