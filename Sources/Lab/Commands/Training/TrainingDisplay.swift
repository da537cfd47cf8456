import Foundation
import Basis
import Charts
import DataSets
import Language
import Lessons
import NeuralNet

/// What is seen while training runs: a bar on a terminal, one line an epoch elsewhere.
final class TrainingDisplay {
  private let lab: Lab
  private let plan: TrainingPlan
  private let isClassification: Bool
  private let unit: Double
  private let speedUnit: String
  private var lastRedraw = -Double.infinity
  private var latestEpoch: EpochReport?
  private var table: Table

  init(_ lab: Lab, _ plan: TrainingPlan, _ data: DataSet) {
    self.lab = lab
    self.plan = plan
    isClassification = data.task.isClassification
    unit = data.errorUnit
    speedUnit = data.isImages ? "images/s" : "samples/s"
    let quality = isClassification ? "accuracy" : "mae"
    table = Table(
      "history",
      ["epoch", "loss", quality, "validationLoss", "validation", "seconds"].map { Table.Column($0, $0) })
  }

  func show(_ event: TrainingEvent) {
    switch event {
    case .step(let number, let epoch, let steps, let loss, let seconds):
      if plan.steps != nil { return }
      redraw(number: number, epoch: epoch, steps: steps, loss: loss, seconds: seconds)
    case .epoch(let report):
      latestEpoch = report
      record(report)
      if lab.output.isJSON { return }
      if !lab.output.showsProgress, plan.steps == nil {
        lab.output.write(line(for: report, width: nil) + "\n")
      }
      if let gradients = report.gradients { lab.output.write(TrainingDisplay.line(for: gradients) + "\n") }
    }
  }

  /// The last epoch's line, where it has not been written yet, and the history for machines.
  func report(_ outcome: TrainingOutcome) -> Report {
    var report = Report()
    if let last = outcome.last, !lab.output.isJSON, lab.output.showsProgress || plan.steps != nil {
      report.add(line: StyledText(line(for: last, width: lab.output.width)))
    }
    report.add(data: "history", table.json)
    return report
  }

  // MARK: Lines

  private func line(for report: EpochReport, width: Int?) -> String {
    let isSteps = plan.steps != nil
    let digits = "\(report.epochs)".count
    let head =
      isSteps ? "an epoch ended:" : "epoch \("\(report.epoch)".leftPadded(to: digits))/\(report.epochs)"
    var bar = " "
    if !isSteps {
      bar += width == nil ? " " : Bar.progress(Double(report.epoch) / Double(report.epochs), width: 10) + " "
    }
    var parts = ["loss \(fixedLoss(report.training.loss))", quality(report.training)]
    if let validation = report.validation { parts.append("validation \(quality(validation, isBare: true))") }
    if width == nil { parts.append(Numbers.duration(report.seconds)) }
    return head + bar + parts.joined(separator: " · ")
  }

  private func redraw(number: Int, epoch: Int, steps: Int, loss: Double, seconds: Double) {
    guard lab.output.showsProgress, !lab.output.isJSON else { return }
    let now = lab.environment.clock()
    guard now - lastRedraw >= 0.1 else { return }
    lastRedraw = now
    let done = Double(epoch - 1) + Double(number) / Double(max(1, steps))
    let share = done / Double(plan.epochs)
    var parts = ["loss \(fixedLoss(loss))"]
    if let latestEpoch {
      parts.append(quality(latestEpoch.training))
      if let validation = latestEpoch.validation {
        parts.append("validation \(quality(validation, isBare: true))")
      }
    }
    // An estimate from the first few steps would jump.
    if seconds > 0.5, share > 0 { parts.append("\(Numbers.duration(seconds / share * (1 - share))) left") }
    if let latestEpoch, latestEpoch.seconds > 0 {
      let speed = Double(latestEpoch.samples) / latestEpoch.seconds
      parts.append("\(Numbers.short(speed.rounded())) \(speedUnit)")
    }
    let digits = "\(plan.epochs)".count
    let head = "epoch \("\(epoch)".leftPadded(to: digits))/\(plan.epochs) "
    lab.output.progress(fitted(head, share, parts))
  }

  /// The bar gives way before the figures, and the last figures before the first.
  private func fitted(_ head: String, _ share: Double, _ parts: [String]) -> String {
    let width = lab.output.width - 1
    var shown = parts
    func room() -> Int { width - head.count - 3 - shown.joined(separator: " · ").count }
    while shown.count > 1, room() < 4 { shown.removeLast() }
    let bar = Bar.progress(share, width: min(10, max(4, room())))
    return (head + bar + " " + shown.joined(separator: " · ")).truncated(to: width)
  }

  private func fixedLoss(_ loss: Double) -> String {
    loss.isFinite && loss >= 1e-3 && loss < 1e4 ? Numbers.fixed(loss, 3) : Numbers.short(loss)
  }

  private func quality(_ evaluation: Evaluation, isBare: Bool = false) -> String {
    if isClassification { return (isBare ? "" : "accuracy ") + Numbers.percent(evaluation.accuracy ?? .nan) }
    return "mean error \(Numbers.short((evaluation.meanAbsoluteError ?? .nan) * unit))"
  }

  private func quality(forMachines evaluation: Evaluation?) -> JSON {
    isClassification ? JSON(evaluation?.accuracy) : JSON(evaluation?.meanAbsoluteError.map { $0 * unit })
  }

  private func record(_ report: EpochReport) {
    func cell(_ value: JSON) -> Table.Cell { Table.Cell("", value: value) }
    table.append(
      cell(.integer(report.epoch)), cell(.number(report.training.loss)),
      cell(quality(forMachines: report.training)),
      cell(JSON(report.validation?.loss)), cell(quality(forMachines: report.validation)),
      cell(.number(report.seconds)))
  }

  /// `  |g| layer 1 3.1e-10 ▁▂▃▄▅▆▇█ 6.0e-3 layer 11`: each layer's mean gradient on a log scale.
  static func line(for gradients: [Double?]) -> String {
    let known = gradients.enumerated().compactMap { index, value in value.map { (index + 1, $0) } }
    guard let first = known.first, let last = known.last else { return "  |g| no layer has weights" }
    let heights = known.map { $0.1 > 0 ? log10($0.1) : .nan }
    return "  |g| layer \(first.0) \(Numbers.scientific(first.1)) \(Sparkline.text(heights)) "
      + "\(Numbers.scientific(last.1)) layer \(last.0)"
  }
}
