import Basis
import Foundation

package struct Dip: Landscape {
  package init() {}

  package static let card = Card<Dip>(
    "dip", "A wide bowl with a small sharp hole in its side: 41 walkers start in the hole.",
    formula: "f(x) = x²/2 − 0.8·exp(−(x − 2)²/0.045), summed over all coordinates",
    examples: ["descend dip steps=300", "descend dip from=[1.9, 2, 2.1]"],
    details:
      "Every coordinate is a walk of its own; they begin at 1.8, 1.81 … 2.2. The hole's curvature is about 35, so that "
      + "plain descent cannot stay in it with a rate above 2/35; the wide bowl's is 1, with the lowest point at 0."
  )

  package var start: [Double] { (0...40).map { 1.8 + Double($0) / 100 } }
  package var takesAnyLength: Bool { true }
  package func minimum(_ count: Int) -> [Double]? { Array(repeating: 0, count: count) }

  private func hole(_ x: Double) -> Double { 0.8 * exp(-(x - 2) * (x - 2) / 0.045) }

  package func value(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 / 2 - hole($1) } }
  package func gradient(_ x: [Double]) -> [Double] { x.map { $0 + 2 * ($0 - 2) / 0.045 * hole($0) } }
}
