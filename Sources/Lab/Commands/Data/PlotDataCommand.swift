import Basis
import DataSets
import Language

package struct PlotDataCommand: Command {
  var part = Part.train

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<PlotDataCommand>(
    "plot data", "Draws the points of a plane with their classes, and what a network answers everywhere.",
    positions: [Setting("part", choice: \.part, "Which part's points.")],
    examples: ["plot data", "plot data test"],
    details: """
      For data with two features and classes (spirals, moons, circles, blobs, xor), and for one feature with one number to \
      predict (sine). Each class has a mark. With a network that fits, the ground shows its answer at every place, by a \
      sign for each class, so that the border between them can be seen; for a number it is a curve. Axes are in original \
      units. Where several points fall into one place, the most frequent class shows.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let data = try lab.needData()
    guard data.count(of: part) > 0 else {
      throw Problem(
        "the \(part.rawValue) part of \(data.name) is empty", advice: "split deals the rows anew (help split)"
      )
    }
    let network = PlottedNetwork(lab, data)
    let features = data.shape.count
    if data.task.isClassification, features == 2 {
      return try PlaneReport(network: network, part: part).report()
    }
    if !data.task.isClassification, features == 1, data.task.outputs == 1 {
      return try CurveReport(network: network, part: part).report()
    }
    let shape = features == 1 ? "1 feature" : "\(Numbers.grouped(features)) features"
    let aim = data.task.isClassification ? "classes" : "numbers to predict"
    throw Problem(
      "a drawing has two axes, and \(data.name) has \(shape) and \(aim)",
      advice: "show 4 shows samples; data spirals, moons, circles, blobs, xor or sine can be drawn")
  }
}
