import Basis

package struct DoubleWell: Landscape {
  package init() {}

  package static let card = Card<DoubleWell>(
    "double-well", "Two valleys, the left one a little lower: 41 walkers start at all places.",
    formula: "f(x) = (x² − 1)² + 0.3·x, summed over all coordinates",
    examples: ["descend double-well steps=300", "descend double-well from=[0.9]"],
    details:
      "Every coordinate is a walk of its own; they begin at −2, −1.9 … 2. The lowest point is at −1.035, the other "
      + "valley's at 0.960.")

  package var start: [Double] { (0...40).map { -2 + Double($0) / 10 } }
  package var takesAnyLength: Bool { true }
  package func minimum(_ count: Int) -> [Double]? { Array(repeating: -1.0354, count: count) }
  package func value(_ x: [Double]) -> Double {
    x.reduce(0) { $0 + ($1 * $1 - 1) * ($1 * $1 - 1) + 0.3 * $1 }
  }
  package func gradient(_ x: [Double]) -> [Double] { x.map { 4 * $0 * ($0 * $0 - 1) + 0.3 } }
}
