import Basis
import Charts
import DataSets
import NeuralNet

/// Points of the plane with their classes, over the classes that the network gives every place.
struct PlaneReport {
  private static let styles: [Style] = [.name, .warning, .good, .bad]

  private let lab: Lab
  private let data: DataSet
  private let part: Part

  init(_ lab: Lab, _ data: DataSet, _ part: Part) {
    self.lab = lab
    self.data = data
    self.part = part
  }

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
    let model = lab.fittingModel
    let ground = try model.map { try answers(of: $0, at: chart.places) }
    let palette = lab.output.resultPalette
    let names = data.featureNames
    var report = Report()
    report.add(
      chart: "plane",
      chart.lines(x: names[0], y: names[1], ground: ground) { text, kind in
        palette.paint(text, PlaneReport.styles[kind % PlaneReport.styles.count])
      }, data: json(points, chart, ground))
    report.say(StyledText(try sentence(points.count, model, ground)))
    return report
  }

  /// A class for each place, which stands in original units.
  private func answers(of model: Model, at places: [(x: Double, y: Double)]) throws -> [Int] {
    let features = places.flatMap { [Float($0.x), Float($0.y)] }
    let rows = FeatureRows(features: features, width: 2, rows: Array(places.indices))
    let targets = Targets.classes(Array(repeating: 0, count: places.count), count: data.task.classes.count)
    let samples = Samples(shape: data.shape, features: data.scalingFit.apply(to: rows), targets: targets)
    return ConfusionCommand.answers(
      try lab.engine.outputs(model, for: samples), width: model.network.output.count)
  }

  // MARK: In words

  private func sentence(_ count: Int, _ model: Model?, _ ground: [Int]?) throws -> String {
    let classes = data.task.classes.enumerated()
    let marks = classes.map { "\(ScatterChart.mark($0)) is \($1)" }.enumeration
    let points = "\(count.counted("point")) of the \(part.rawValue) part: \(marks)."
    guard let ground else {
      let isThere = lab.state.model?.network.blocks.isEmpty == false
      return points
        + (isThere
          ? " The network does not fit this data." : " With a network its answers are drawn as well.")
    }
    let grounds = classes.map { index, name in
      let sign = ScatterChart.ground(index)
      let share = Double(ground.count { $0 == index }) / Double(ground.count)
      return "\(name) on \(sign == " " ? "blank" : String(sign)) (\(Numbers.percent(share, decimals: 0)))"
    }.enumeration
    let right = try lab.evaluation(on: part).accuracy.map { Numbers.percent($0) } ?? "–"
    return points
      + " The network answers \(grounds) ground, and \(right) of the points stand where they belong."
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
