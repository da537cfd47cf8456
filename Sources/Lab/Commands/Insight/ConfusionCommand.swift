import Basis
import DataSets
import Language
import NeuralNet

package struct ConfusionCommand: Command {
  var part = Part.test

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<ConfusionCommand>(
    "confusion", "Shows which classes are taken for which.",
    positions: [Setting("part", choice: \.part, "Of which part of the data.")],
    examples: ["confusion", "confusion validation"],
    details: """
      One row a true class, one column an answer. The diagonal is right. Where a network has more outputs than the data has \
      classes, the column none counts answers that are no class.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    let samples = data[part]
    guard case .classes(let labels, let classes) = samples.targets else {
      throw Problem(
        "\(data.name) predicts numbers, and only classes can be confused", advice: "evaluate shows the errors"
      )
    }
    guard classes <= 30 else {
      throw Problem("a table of \(classes) × \(classes) classes would not fit; at most 30 can be shown")
    }
    let answers = ConfusionCommand.answers(
      try lab.engine.outputs(model, for: samples), width: model.network.output.count)
    let hasOthers = model.spareOutputs(for: samples.targets) > 0
    var counts = Array(
      repeating: Array(repeating: 0, count: classes + (hasOthers ? 1 : 0)), count: classes)
    for (label, answer) in zip(labels, answers) { counts[Int(label)][min(answer, classes)] += 1 }
    let names = data.task.classes + (hasOthers ? ["none"] : [])
    var report = Report()
    report.add(table(counts, names))
    report.say(sentence(counts, names))
    return report
  }

  /// The largest output wins; a single output means class 1 where it is positive.
  static func answers(_ outputs: [Float], width: Int) -> [Int] {
    stride(from: 0, to: outputs.count, by: width).map { start in
      if width == 1 { return outputs[start] > 0 ? 1 : 0 }
      return (0..<width).max { outputs[start + $0] < outputs[start + $1] } ?? 0
    }
  }

  /// - Parameter names: of the answers; those of the classes come first.
  private func table(_ counts: [[Int]], _ names: [String]) -> Table {
    let columns = names.enumerated().map { index, name in
      Table.Column("answer \(index)", name.truncated(to: 8), dispensability: 1)
    }
    var table = Table("confusion", [.init("class", "true", .left)] + columns + [.init("recall", "right")])
    for (truth, row) in counts.enumerated() {
      let total = row.reduce(0, +)
      let cells = row.enumerated().map { answer, count in
        Table.Cell(
          count == 0 ? "·" : Numbers.grouped(count), value: .integer(count),
          count == 0 ? .faint : answer == truth ? .good : .bad)
      }
      table.rows.append(
        [.text(names[truth], .name)] + cells
          + [total > 0 ? .percent(Double(row[truth]) / Double(total)) : .absent])
    }
    return table
  }

  private func sentence(_ counts: [[Int]], _ names: [String]) -> StyledText {
    let errors = counts.indices.flatMap { truth in
      names.indices.filter { $0 != truth }.map { (truth: truth, answer: $0, count: counts[truth][$0]) }
    }
    guard let worst = errors.max(by: { $0.count < $1.count }), worst.count > 0 else {
      return "Every sample of the \(part.rawValue) part is answered rightly."
    }
    return StyledText(
      "The most frequent mistake: \(names[worst.truth]) taken for \(names[worst.answer]), "
        + "\(worst.count.counted("time")). Rows are true classes, columns the network's answers."
    )
  }
}
