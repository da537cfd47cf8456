import Basis
import Foundation

package struct Circles: Generator {
  package var count = 500
  package var factor = 0.5
  package var noise = 0.08

  package init() {}

  package static let card = Card<Circles>(
    "circles", "A ring around a ring: hopeless for a straight line, easy once a layer bends space.",
    formula: "φ ~ U(0,2π), r = 1 outside and factor inside, x = (r cos φ, r sin φ) + noise·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting("factor", \.factor, in: .closed(0.01...0.99), "Radius of the inner ring; the outer one has 1."),
      Setting("noise", \.noise, in: .closed(0...10), "Deviation added to each coordinate."),
    ],
    examples: ["data circles", "data circles factor=0.8 noise=0.05"])

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    var points = ClassPoints(count: count)
    for index in 0..<count {
      let label = index % 2
      let radius = label == 0 ? 1 : factor
      let angle = 2 * Double.pi * random.uniform()
      points.add(
        [radius * cos(angle) + noise * random.normal(), radius * sin(angle) + noise * random.normal()],
        label: label)
    }
    return points.data(name, "points on two rings", classes: 2)
  }
}
