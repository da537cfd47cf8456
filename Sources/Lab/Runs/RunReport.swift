import Basis
import Charts
import Experiments

/// Everything there is to say about one run.
struct RunReport {
  private let run: RunRecord
  /// The number of the run that it continues; an inner nil if that was deleted.
  private let continued: Int??

  init(_ run: RunRecord, continued: Int??) {
    self.run = run
    self.continued = continued
  }

  var report: Report {
    var report = Report()
    report.add(line: StyledText(run.title, .heading) + StyledText(" · \(run.dateText)\(ending)"))
    report.add(facts: facts)
    addCurve(to: &report)
    addLayers(to: &report)
    report.addGap()
    report.add(line: StyledText("To repeat it:", .faint))
    report.add(code: "script", run.script.joined(separator: "\n"))
    report.add(data: "run", RunExport.json(run))
    return report
  }

  private var ending: String { run.ending == .completed ? "" : " · \(run.ending.rawValue)" }

  private var facts: [Report.Fact] {
    var facts: [Report.Fact] = []
    func add(_ label: String, _ text: String?) {
      if let text { facts.append(.init(label, label, text, .text(text))) }
    }
    add("experiment", run.trialText)
    if let continued { add("continues", continued.map { "run \($0)" } ?? "a run that was deleted") }
    for entry in run.configuration where entry.value != "off" { add(entry.key, entry.value) }
    add("seed", "\(run.seed)")
    let speed = run.seconds > 0 ? Double(run.samples) / run.seconds : 0
    add(
      "trained",
      "\(run.epochCount.counted("epoch")), \(run.steps.counted("step")) in \(Numbers.duration(run.seconds)) · "
        + "\(Numbers.short(speed.rounded())) samples/s")
    add("inherited", run.inherited.map { "\(Numbers.duration($0)) of training, with weights that it reused" })
    if let last = run.epochs.last {
      add(
        "at the end",
        (["loss \(Numbers.short(last.loss))"]
          + [last.validationLoss.map { "validation loss \(Numbers.short($0))" }]
          .compactMap { $0 }
          + [last.validationAccuracy.map { "validation accuracy \(Numbers.percent($0))" }]
          .compactMap { $0 }).joined(separator: " · "))
    }
    if let test = run.test, let text = run.testText {
      add(
        "test",
        test.accuracy == nil
          ? "mean error \(text) (\(test.samples.counted("sample")))"
          : "accuracy \(text) (\(test.samples.counted("sample")), ± one standard error)")
    }
    for measure in run.measures { add(measure.name, Numbers.short(measure.value, digits: 4)) }
    add("digest", run.digest)
    add("program", run.version.isEmpty ? nil : "Descent \(run.version)")
    return facts
  }

  private func addCurve(to report: inout Report) {
    guard run.epochs.count > 1 else { return }
    let training = run.epochs.map { Plot.Point(Double($0.number), $0.loss) }
    let validation = run.epochs.compactMap { epoch in
      epoch.validationLoss.map { Plot.Point(Double(epoch.number), $0) }
    }
    guard training.contains(where: \.isFinite) || validation.contains(where: \.isFinite) else { return }
    let series =
      [Plot.Series("training loss", mark: "t", training)]
      + (validation.isEmpty ? [] : [Plot.Series("validation loss", mark: "v", validation)])
    report.addGap()
    var sentence = "t training loss: \(RunReport.course(training.map(\.y)))"
    if !validation.isEmpty {
      let best = validation.filter { $0.y.isFinite }.min { $0.y < $1.y }
      sentence += "; v validation loss: \(RunReport.course(validation.map(\.y)))"
      if let best, best.x < Double(run.epochCount) {
        sentence += ", lowest (\(Numbers.short(best.y))) at epoch \(Numbers.exact(best.x))"
      }
    }
    report.add(
      plot: "curve", Plot("Loss by epoch", .curves(series, x: .init("epoch", .whole), y: .init("loss"))),
      StyledText(sentence + ". * where they meet."))
  }

  /// "from 1.3 down to 0.05"
  static func course(_ numbers: [Double], _ text: (Double) -> String = { Numbers.short($0) }) -> String {
    guard let first = numbers.first, let last = numbers.last else { return "unknown" }
    let word = last < first ? "down to" : last > first ? "up to" : "still at"
    return "from \(text(first)) \(word) \(text(last))"
  }

  private func addLayers(to report: inout Report) {
    guard !run.layers.isEmpty else {
      if LookWork.isShort(run.samples) {
        report.addGap()
        report.say(
          StyledText(
            "Gradients are left out: a look at \(Lab.gradientSamples) samples is more than "
              + "\(Numbers.percent(LookWork.mostForGradients, decimals: 0)) of the work of training on "
              + "\(run.samples.counted("sample")); gradients shows those of the present network.", .faint))
      }
      return
    }
    var table = Table(
      "layers", caption: "Gradient of every layer at the end",
      [
        .init("layer", "#"), .init("title", "layer", .left), .init("meanAbsolute", "mean |∂L/∂W|"),
        .init("deviation", "std"), .init("norm", "norm"), .init("zeroFraction", "zero"),
        .init("bar", "log10", .bar),
      ])
    let bars = Bar.logarithmic(run.layers.map(\.meanAbsolute))
    for (index, layer) in run.layers.enumerated() {
      table.append(
        .integer(index + 1), .text(layer.title, .name), .compact(layer.meanAbsolute),
        .compact(layer.deviation),
        .compact(layer.norm), .percent(layer.zeroFraction), .bar(bars[index]))
    }
    report.addGap()
    report.add(table)
    report.say(
      FlowVerdict(run.layers.map(\.meanAbsolute)).sentence("the gradient", layers: run.layers.count))
  }
}
