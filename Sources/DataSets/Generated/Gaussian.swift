import Basis

package struct Gaussian: Generator {
  package var count = 1000
  package var features = 100
  package var classes = 2

  package init() {}

  package static let card = Card<Gaussian>(
    "gaussian", "Nothing to learn: normal numbers and a class that has nothing to do with them.",
    formula: "x ~ N(0,1) for each feature, class uniform",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Samples in all."),
      Setting("features", \.features, in: 1...10_000, "Numbers of a sample."),
      Setting("classes", \.classes, in: 2...100, "How many classes."),
    ],
    examples: ["data gaussian", "data gaussian features=784 classes=10"],
    details:
      "For looking at what layers make of an input of mean 0 and deviation 1, and for seeing a network memorize. Nothing "
      + "is scaled.")

  package func load(seed: UInt64) throws -> RawData {
    try Files.checkRoom(
      for: count, "samples of \(Numbers.grouped(features)) features", width: features,
      advice: "data gaussian count=10000 features=\(features)")
    var random = stream(seed)
    var points = ClassPoints(width: features, count: count)
    // In turn and not drawn, so that classes have the same size: they mean nothing either way.
    for index in 0..<count { points.add((0..<features).map { _ in random.normal() }, label: index % classes) }
    return points.data(name, "samples of noise", classes: classes, scaling: NoScaling())
  }
}
