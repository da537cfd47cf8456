import Basis
import Charts
import DataSets
import NeuralNet

/// Points of one feature and one number to predict, with the curve that the network lays through them.
struct CurveReport {
  private static let places = 65

  let network: PlottedNetwork
  let part: Part

  private var lab: Lab { network.lab }
  private var data: DataSet { network.data }

  func report() throws -> Report {
    let raw = data.raw(part)
    guard case .values(let targets, _) = raw.targets else { preconditionFailure("no numbers to predict") }
    let points = zip(raw.features, targets).map { (x: Double($0), y: Double($1)) }.filter {
      $0.x.isFinite && $0.y.isFinite
    }
    guard let least = points.map(\.x).min(), let most = points.map(\.x).max() else {
      throw Problem("none of the points of \(data.name) is finite")
    }
    var series = [Plot.Series("points", mark: "o", points.map { Plot.Point($0.x, $0.y) }, isJoined: false)]
    var sentence = "\(points.count.counted("point")) of the \(part.rawValue) part (o)."
    var line: [(x: Double, y: Double)] = []
    if let model = network.model {
      line = try answers(of: model, from: least, to: most)
      series.append(Plot.Series("network", mark: "·", line.map { Plot.Point($0.x, $0.y) }))
      if let share = try lab.evaluation(on: part).explainedVariance {
        sentence +=
          " The network's curve (·) explains \(Numbers.percent(share)) of their variance; * is where both meet."
      }
    } else {
      sentence += " " + network.absence(of: "its curve is")
    }
    var report = Report()
    func json(_ points: [(x: Double, y: Double)]) -> JSON {
      .list(points.map { .object(["x": .number($0.x), "y": .number($0.y)]) })
    }
    let target = data.task.targets.first ?? "y"
    report.add(
      plot: "curve",
      Plot(
        "\(target) by \(data.featureNames[0])",
        .curves(series, x: .init(data.featureNames[0]), y: .init(target))),
      StyledText(sentence), data: .object(["points": json(points), "curve": json(line)]))
    return report
  }

  private func answers(of model: Model, from least: Double, to most: Double) throws -> [(
    x: Double, y: Double
  )] {
    // A weighted mean, because the difference of two huge numbers may be infinite.
    let inputs = (0..<CurveReport.places).map { place -> Float in
      let share = Double(place) / Double(CurveReport.places - 1)
      return Float(least * (1 - share) + most * share)
    }
    return zip(inputs, try network.outputs(of: model, for: inputs)).map { input, output in
      (Double(input), data.targetFit?.original(Double(output)) ?? Double(output))
    }
  }
}
