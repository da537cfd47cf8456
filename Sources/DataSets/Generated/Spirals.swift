import Basis
import Foundation

package struct Spirals: Generator {
  package var count = 600
  package var classes = 2
  package var turns = 1.0
  package var noise = 0.03

  package init() {}

  package static let card = Card<Spirals>(
    "spirals", "Interleaved spirals: no straight line separates them, so depth has to earn its keep.",
    formula: "t ~ U(0,1), φ = 2π(turns·t + class/classes), x = (t cos φ, t sin φ) + noise·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting("classes", \.classes, in: 2...10, "Arms, one class each."),
      Setting("turns", \.turns, in: .closed(0.1...10), "How often an arm winds around the centre."),
      Setting("noise", \.noise, in: .closed(0...10), "Deviation added to each coordinate."),
    ],
    examples: ["data spirals", "data spirals classes=3 turns=1.5 noise=0.05"])

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    var points = ClassPoints(count: count)
    for index in 0..<count {
      let label = index % classes
      let t = random.uniform()
      let angle = 2 * Double.pi * (turns * t + Double(label) / Double(classes))
      points.add(
        [t * cos(angle) + noise * random.normal(), t * sin(angle) + noise * random.normal()], label: label)
    }
    return points.data(name, "points on \(classes) spirals", classes: classes)
  }
}
