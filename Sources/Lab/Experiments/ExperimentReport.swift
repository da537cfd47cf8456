import Basis
import Experiments

/// An experiment's table: a row per arm and measure, mean ± standard deviation over the seeds.
enum ExperimentReport {
  /// - Parameter isWide: there is room for all arms beside all measures.
  static func report(_ result: ExperimentResult, threads: Int, isWide: Bool = false) -> Report {
    var report = Report()
    let arms = result.arms.count
    let runs = result.runs.count
    let seeds = SeedText.text(result.seeds)
    var title = StyledText(result.name, .heading)
    title =
      title
      + StyledText(
        ": \(runs.counted("run"))" + (arms > 1 ? ", \(arms) variants" : "") + " · \(seeds) · "
          + "\(Numbers.duration(result.seconds))")
    report.add(line: title)
    let measures = result.measures
    guard !measures.isEmpty else {
      report.say("Nothing was measured: measure NAME = … inside the block records a number.")
      return report
    }
    if isWide, let overview = ArmOverview.table(result) { report.add(overview) }
    report.add(table(result))
    if result.seeds.count > 1 {
      report.say(StyledText("± is the standard deviation over \(result.seeds.count) seeds.", .faint))
    }
    if let sentence = lossSentence(result) { report.say(StyledText(sentence, .warning)) }
    if let sentence = samplingSentence(result) { report.say(StyledText(sentence, .faint)) }
    if let digest = result.digest {
      let networks = result.runs.count == 1 ? "the network" : "all \(result.runs.count) networks"
      report.say(StyledText("digest \(digest): the exact bits of \(networks) at the end", .faint))
      report.add(data: "digest", .text(digest))
    }
    report.add(data: "seeds", .list(result.seeds.map { .integer(Int(clamping: $0)) }))
    report.add(data: "seconds", .number(result.seconds))
    report.add(data: "runs", .list(result.runs.map { json($0, result.axes) }))
    return report
  }

  static func table(_ result: ExperimentResult) -> Table {
    let isSpread = result.seeds.count > 1
    let spread: [Table.Column] =
      isSpread
      ? [
        .init("deviation", "± sd"), .init("minimum", "min", dispensability: 2),
        .init("maximum", "max", dispensability: 2),
      ] : []
    var table = Table(
      "measures", caption: "What \(result.name) measured",
      result.axes.map { .init($0.name, $0.name, .left) } + [
        .init("measure", "measure", .left), .init("mean", isSpread ? "mean" : "value"),
      ] + spread + [.init("secondsPerRun", "time/run", unit: "s", dispensability: 1)])
    for arm in result.arms {
      let seconds = Sample(result.runs(of: arm).map(\.seconds)).mean
      // Arms that differ in what they do differ in what they measure.
      let measured = result.measures.filter { !result.measured($0, in: arm).isEmpty }
      for (index, measure) in (measured.isEmpty ? Array(result.measures.prefix(1)) : measured).enumerated() {
        let values = result.measured(measure, in: arm)
        let numbers = Sample(values.compactMap(\.number))
        var row = arm.map { value in
          Table.Cell(index == 0 ? value.literal : "", value: value.json)
        }
        row.append(.text(measure, .name))
        if values.isEmpty {
          row += [.absent] + spread.map { _ in .absent }
        } else if numbers.count < values.count {
          let isSame = values.allSatisfy { $0.value == values[0].value }
          row.append(.text(isSame ? values[0].value.display : "differs"))
          row += spread.map { _ in .absent }
        } else {
          // The table is about the runs that came to a number; the sentence below it counts the others.
          let finite = Sample(numbers.values.filter(\.isFinite))
          let shown = finite.count > 0 ? finite : numbers
          row.append(.measured(shown.mean))
          if isSpread {
            row += [
              .compact(shown.deviation), .measured(shown.values.min()), .measured(shown.values.max()),
            ]
          }
        }
        row.append(
          index == 0 ? Table.Cell(Numbers.duration(seconds), value: .number(seconds)) : .text("", .plain))
        table.rows.append(row)
      }
    }
    return table
  }

  /// Which means are of fewer runs than there were, because some gave NaN or infinity; nil if none.
  static func lossSentence(_ result: ExperimentResult) -> String? {
    guard result.seeds.count > 1 else { return nil }
    let losses = result.arms.flatMap { arm in
      result.measures.compactMap { measure -> String? in
        let numbers = result.measured(measure, in: arm).compactMap(\.number)
        let lost = numbers.count { !$0.isFinite }
        let name = measure + (arm.isEmpty ? "" : "(\(arm.map(\.literal).joined(separator: ", ")))")
        return lost == 0 ? nil : "\(name) \(lost) of \(numbers.count)"
      }
    }
    guard !losses.isEmpty else { return nil }
    let shown = losses.count > 6 ? losses.prefix(5) + ["\(losses.count - 5) more"] : losses[...]
    return "Runs that gave NaN or ∞, and are left out of the figures above: \(Array(shown).enumeration)."
  }

  /// How well the accuracies themselves are known.
  static func samplingSentence(_ result: ExperimentResult) -> String? {
    let errors = result.runs.flatMap(\.measures).compactMap { measured in
      measured.samplingError.map { (name: measured.name, error: $0) }
    }
    guard let largest = errors.max(by: { $0.error.value < $1.error.value }), largest.error.value > 0 else {
      return nil
    }
    return
      "One run's \(largest.name), measured on \(largest.error.samples.counted("sample")), is itself known to "
      + "±\(Numbers.compact(largest.error.value)) (standard error √(p(1−p)/n), the largest here)."
  }

  static func json(_ run: ExperimentRun, _ axes: [Axis]) -> JSON {
    var members: [String: JSON] = [
      "seed": .integer(Int(clamping: run.seed)), "seconds": .number(run.seconds),
      "measures": .object(
        Dictionary(run.measures.map { ($0.name, $0.value.json) }, uniquingKeysWith: { $1 })),
    ]
    for (axis, value) in zip(axes, run.arm) { members[axis.name] = value.json }
    return .object(members)
  }
}
