import Basis
import Foundation

package struct Moons: Generator {
  package var count = 500
  package var noise = 0.15

  package init() {}

  package static let card = Card<Moons>(
    "moons", "Two interlocking half circles: the smallest problem that a straight line cannot solve.",
    formula: "t ~ U(0,π); upper moon (cos t, sin t), lower moon (1 − cos t, ½ − sin t); + noise·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting("noise", \.noise, in: .closed(0...10), "Deviation added to each coordinate."),
    ],
    examples: ["data moons", "data moons count=1000 noise=0.3"])

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    var points = ClassPoints(count: count)
    for index in 0..<count {
      let label = index % 2
      let t = Double.pi * random.uniform()
      let (x, y) = label == 0 ? (cos(t), sin(t)) : (1 - cos(t), 0.5 - sin(t))
      points.add([x + noise * random.normal(), y + noise * random.normal()], label: label)
    }
    return points.data(name, "points on two half moons", classes: 2)
  }
}
