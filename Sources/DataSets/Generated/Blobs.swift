import Basis

package struct Blobs: Generator {
  package var count = 500
  package var classes = 3
  package var features = 2
  package var spread = 1.0

  package init() {}

  package static let card = Card<Blobs>(
    "blobs", "Round clouds of points, one per class: the easiest classification there is.",
    formula: "centre of each class ~ U(−10,10) per feature, x = centre + spread·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting("classes", \.classes, in: 2...100, "Clouds, one class each."),
      Setting("features", \.features, in: 1...1000, "Coordinates of a point."),
      Setting("spread", \.spread, in: .closed(0...100), "Deviation of a cloud in each coordinate."),
    ],
    examples: ["data blobs", "data blobs classes=5 spread=3"])

  package func load(seed: UInt64) throws -> RawData {
    try Files.checkRoom(
      for: count, "points of \(Numbers.grouped(features)) features", width: features,
      advice: "data blobs count=10000 features=\(features)")
    var random = stream(seed)
    let centres = (0..<classes).map { _ in (0..<features).map { _ in random.uniform(in: -10..<10) } }
    var points = ClassPoints(width: features, count: count)
    for index in 0..<count {
      let label = index % classes
      points.add(centres[label].map { $0 + spread * random.normal() }, label: label)
    }
    return points.data(name, "points in \(classes) clouds", classes: classes)
  }
}
