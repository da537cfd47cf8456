import Basis
import Charts
import DataSets
import NeuralNet

/// Points of the plane with their classes, over the classes that the network gives every place.
struct PlaneReport {
  private static let styles: [Style] = [.name, .warning, .good, .bad]

  let network: PlottedNetwork
  let part: Part

  private var lab: Lab { network.lab }
  private var data: DataSet { network.data }

  func report() throws -> Report {
    guard case .classes(let labels, _) = data[part].targets else { preconditionFailure("no classes") }
    let points = labels.enumerated().map { row, label in
      let sample = data.rawSample(row, of: part)
      return ScatterChart.Point(
        Double(sample[sample.startIndex]), Double(sample[sample.startIndex + 1]), kind: Int(label))
    }
    guard let chart = ScatterChart(points, width: lab.output.width) else {
      throw Problem("the points of \(data.name) are not finite, or too far apart to be drawn")
    }
    let ground = try network.model.map { model in
      ConfusionCommand.answers(
        try network.outputs(of: model, for: chart.places.flatMap { [Float($0.x), Float($0.y)] }),
        width: model.network.output.count)
    }
    let palette = lab.output.resultPalette
    let names = data.featureNames
    var report = Report()
    report.add(
      chart: "plane",
      chart.lines(x: names[0], y: names[1], ground: ground) { text, kind in
        palette.paint(text, PlaneReport.styles[kind % PlaneReport.styles.count])
      }, data: json(points, chart, ground))
    report.say(StyledText(try sentence(points.count, ground)))
    return report
  }

  // MARK: In words

  private func sentence(_ count: Int, _ ground: [Int]?) throws -> String {
    let classes = data.task.classes.enumerated()
    let marks = classes.map { "\(ScatterChart.mark($0)) is \($1)" }.enumeration
    let points = "\(count.counted("point")) of the \(part.rawValue) part: \(marks)."
    guard let ground else { return points + " " + network.absence(of: "its answers are") }
    let grounds = classes.map { index, name in
      let sign = ScatterChart.ground(index)
      let share = Double(ground.count { $0 == index }) / Double(ground.count)
      return "\(name) on \(sign == " " ? "blank" : String(sign)) (\(Numbers.percent(share, decimals: 0)))"
    }
    let others = Double(ground.count { $0 >= data.task.classes.count }) / Double(ground.count)
    let all = grounds + (others > 0 ? ["no class elsewhere (\(Numbers.percent(others, decimals: 0)))"] : [])
    let right = try lab.evaluation(on: part).accuracy.map { Numbers.percent($0) } ?? "–"
    return points
      + " The network answers \(all.enumeration) ground, and \(right) of the points stand where they belong."
  }

  private func json(_ points: [ScatterChart.Point], _ chart: ScatterChart, _ ground: [Int]?) -> JSON {
    var members: [String: JSON] = [
      "across": .list([.number(chart.across.lowerBound), .number(chart.across.upperBound)]),
      "up": .list([.number(chart.up.lowerBound), .number(chart.up.upperBound)]),
      "points": .list(
        points.map { .object(["x": .number($0.x), "y": .number($0.y), "class": .integer($0.kind)]) }),
    ]
    if let ground {
      members["answers"] = .list(
        (0..<chart.rows).map { row in
          .list((0..<chart.columns).map { .integer(ground[row * chart.columns + $0]) })
        })
    }
    return .object(members)
  }
}
