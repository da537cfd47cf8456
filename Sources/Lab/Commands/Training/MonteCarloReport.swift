import Basis
import DataSets
import NeuralNet

/// What `evaluate mc=100` shows.
enum MonteCarloReport {
  private static let mostShown = 8

  static func report(_ lab: Lab, _ wanted: Part?, passes: Int) throws -> Report {
    let data = try lab.needFittingModel().data
    let part = try wanted ?? lab.judgingPart([.test, .validation, .train])
    let found = try lab.monteCarlo(part, passes)
    var report = Report(
      line: StyledText(
        "\(part.rawValue): \(found.predictions.count.counted("sample")), "
          + "\(Numbers.grouped(passes)) passes with dropout on"))
    report.add(comparison(found, data))
    let spreads = spreads(found, data)
    report.add(spreads)
    if let sentence = sentence(found) { report.say(sentence) }
    report.add(uncertain(found, data, part))
    report.add(data: "part", .text(part.rawValue))
    report.add(data: "passes", .integer(passes))
    return report
  }

  private static func comparison(_ found: MonteCarlo, _ data: DataSet) -> Table {
    let quality = QualityColumns(data)
    var table = Table("predictions", [.init("prediction", "prediction", .left)] + quality.columns)
    for (title, value) in [
      ("one pass, nothing dropped", found.single),
      ("mean of \(Numbers.grouped(found.passes)) passes", found.mean),
    ] {
      table.rows.append([.text(title)] + quality.cells(value))
    }
    return table
  }

  private static func spreads(_ found: MonteCarlo, _ data: DataSet) -> Table {
    var table = Table(
      "spreads",
      [
        .init("which", data.task.isClassification ? "spread of the answer's probability" : "spread", .left),
        .init("samples", "samples"), .init("mean", "mean"), .init("median", "median"), .init("high", "90 %"),
        .init("largest", "largest"),
      ])
    let groups: [(String, [MonteCarlo.Prediction])] =
      data.task.isClassification
      ? [
        ("all", found.predictions), ("right", found.predictions.filter { $0.isRight == true }),
        ("wrong", found.predictions.filter { $0.isRight == false }),
      ] : [("all", found.predictions)]
    let unit = data.task.isClassification ? 1 : data.errorUnit
    for (title, group) in groups where !group.isEmpty {
      let sorted = group.map { $0.spread * unit }.sorted()
      func quantile(_ share: Double) -> Double {
        sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
      }
      table.append(
        .text(title), .integer(sorted.count), .short(sorted.reduce(0, +) / Double(sorted.count)),
        .short(quantile(0.5)), .short(quantile(0.9)), .short(sorted[sorted.count - 1]))
    }
    return table
  }

  private static func sentence(_ found: MonteCarlo) -> StyledText? {
    func mean(_ isRight: Bool) -> Double? {
      let chosen = found.predictions.filter { $0.isRight == isRight }
      return chosen.isEmpty ? nil : chosen.reduce(0) { $0 + $1.spread } / Double(chosen.count)
    }
    guard let right = mean(true), let wrong = mean(false), right > 0 else { return nil }
    return StyledText(
      "Wrong answers spread \(Numbers.short(wrong / right, digits: 2)) times as far as right ones"
        + (wrong / right >= 1.5 ? ": the spread warns." : ": the spread says little here."))
  }

  private static func uncertain(_ found: MonteCarlo, _ data: DataSet, _ part: Part) -> Table {
    let worst = found.predictions.sorted { ($1.spread, $0.sample) < ($0.spread, $1.sample) }.prefix(mostShown)
    let targets = data[part].targets
    var columns: [Table.Column] = [
      .init("sample", "most uncertain"), .init("target", "true", .left), .init("answer", "answer", .left),
      .init("value", "probability"), .init("spread", "spread"),
    ]
    if !data.task.isClassification {
      columns.remove(at: 2)
      columns[2] = .init("value", "prediction")
    }
    var table = Table("uncertain", columns)
    for prediction in worst {
      let number = Table.Cell.integer(prediction.sample + 1)
      switch targets {
      case .classes(let labels, _):
        let names = data.task.classes
        let place = prediction.answer ?? 0
        let answer = names.indices.contains(place) ? names[place] : "none"
        table.append(
          number, .text(names[Int(labels[prediction.sample])]),
          .text(answer, prediction.isRight == true ? .plain : .bad), .short(prediction.value),
          .short(prediction.spread))
      case .values(let values, let width):
        let isOne = width == 1
        func original(_ value: Double) -> Double { data.targetFit?.original(value) ?? value }
        table.append(
          number, isOne ? .text(Numbers.short(original(Double(values[prediction.sample])))) : .absent,
          isOne ? .short(original(prediction.value)) : .absent,
          .short(prediction.spread * data.errorUnit))
      }
    }
    return table
  }
}
