import Basis
import Charts
import DataSets
import NeuralNet

/// How the training went, and how good the network is now.
enum TrainingChapter {
  static func section(_ lab: Lab) throws -> Document.Section? {
    guard let model = lab.state.model, !model.network.blocks.isEmpty, model.steps > 0 else { return nil }
    let record = lab.state.training
    var report = Report()
    let speed =
      record.seconds > 0 && record.samples > 0
      ? " in \(Numbers.duration(record.seconds)), \(Numbers.short((Double(record.samples) / record.seconds).rounded())) samples/s"
      : ""
    report.say(StyledText("\(model.epochs.counted("epoch")), \(model.steps.counted("step"))\(speed)."))
    report.add(data: "seconds", .number(record.seconds))
    if record.epochs.count > model.epochs {
      report.say(
        StyledText(
          "The curves show all \(record.epochs.count.counted("epoch")) that ran; early stopping went back to the best ones."
        ))
    }
    for (id, figure, sentence) in figures(record.epochs) { report.add(plot: id, figure, sentence) }
    do {
      report.append(try EvaluateCommand.report(lab, nil))
      guard lab.state.data?.task.isClassification ?? false else {
        return Document.Section("training", "Training", report)
      }
      report.say(
        StyledText(
          "± is one standard error, √(p(1 − p)/n): what chance alone does to an accuracy measured on so many samples.",
          .faint))
    } catch let problem as Problem {
      report.say(StyledText("Not measured: \(problem.message).", .warning))
    }
    return Document.Section("training", "Training", report)
  }

  private static func figures(_ epochs: [EpochRecord]) -> [(String, Plot, StyledText)] {
    guard epochs.count > 1 else { return [] }
    func points(_ value: (EpochRecord) -> Double?) -> [Plot.Point] {
      epochs.enumerated().compactMap { index, epoch in
        value(epoch).map { Plot.Point(Double(index + 1), $0) }
      }
    }
    func series(_ training: [Plot.Point], _ validation: [Plot.Point]) -> [Plot.Series] {
      [("training", "t", training), ("validation", "v", validation)].filter { !$0.2.isEmpty }.map {
        Plot.Series($0.0, mark: Character($0.1), $0.2)
      }
    }
    let epoch = Plot.Axis("epoch", .whole)
    let loss = (points(\.loss), points(\.validationLoss))
    let accuracy = (points(\.accuracy), points(\.validationAccuracy))
    var figures = [
      (
        "lossCurve", Plot("Loss by epoch", .curves(series(loss.0, loss.1), x: epoch, y: .init("loss"))),
        sentence(loss.0, loss.1, .plain, isGoodHigh: false)
      )
    ]
    if !accuracy.0.isEmpty {
      let content = Plot.Content.curves(
        series(accuracy.0, accuracy.1), x: epoch, y: .init("accuracy", .percent))
      figures.append(
        (
          "accuracyCurve", Plot("Accuracy by epoch", content),
          sentence(accuracy.0, accuracy.1, .percent, isGoodHigh: true)
        ))
    }
    let rates = points(\.rate)
    if let first = rates.first, rates.contains(where: { $0.y != first.y }) {
      let content = Plot.Content.curves(
        [.init("learning rate", mark: "r", rates)], x: epoch, y: .init("learning rate"))
      figures.append(
        (
          "rateCurve", Plot("Learning rate by epoch", content),
          StyledText("At each epoch's last step: \(course(rates, .plain)).")
        ))
    }
    return figures
  }

  private static func sentence(
    _ training: [Plot.Point], _ validation: [Plot.Point], _ reading: Plot.Reading, isGoodHigh: Bool
  ) -> StyledText {
    var text = "Training \(course(training, reading))"
    if !validation.isEmpty {
      text += "; validation \(course(validation, reading))"
      let finite = validation.filter(\.isFinite)
      let best = isGoodHigh ? finite.max { $0.y < $1.y } : finite.min { $0.y < $1.y }
      if let best, let last = validation.last, best.x < last.x {
        text += ", best (\(reading.text(best.y))) at epoch \(Numbers.exact(best.x))"
      }
    }
    return StyledText(text + ".")
  }

  private static func course(_ points: [Plot.Point], _ reading: Plot.Reading) -> String {
    RunReport.course(points.map(\.y), reading.text)
  }
}
