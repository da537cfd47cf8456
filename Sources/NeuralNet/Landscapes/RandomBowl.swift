import Basis
import Foundation

package struct RandomBowl: Landscape {
  package var dimensions = 20
  package var condition = 100.0
  private var curvatures: [Double] = []
  private var corner: [Double] = []

  package init() {}

  package static let card = Card<RandomBowl>(
    "random-bowl", "A quadratic valley of many coordinates with curvatures and a start drawn from the seed.",
    formula: "f(x) = Σ hᵢ·xᵢ²/2,  h₁ = 1, h₂ = k, the others log-uniform between;  xᵢ starts normal",
    settings: [
      Setting("dimensions", \.dimensions, in: 2...10_000, "Number of coordinates."),
      Setting("condition", \.condition, in: .closed(1...1e6), "k: largest curvature over smallest."),
    ],
    examples: ["descend random-bowl", "descend random-bowl dimensions=5 condition=1000"],
    details:
      "The second coordinate is the steepest. Plain descent, momentum and Nesterov's method take the same steps in any "
      + "turned valley; methods with a rate for each coordinate do not.")

  package var start: [Double] { corner.isEmpty ? Array(repeating: 1, count: dimensions) : corner }
  package func minimum(_ count: Int) -> [Double]? { Array(repeating: 0, count: count) }

  package mutating func draw(_ random: inout Random) {
    curvatures = (0..<dimensions).map { index in
      let share = random.uniform()
      return index == 0 ? 1 : index == 1 ? condition : pow(condition, share)
    }
    corner = (0..<dimensions).map { _ in random.normal() }
  }

  package func value(_ x: [Double]) -> Double { zip(curvatures, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 } }
  package func gradient(_ x: [Double]) -> [Double] { zip(curvatures, x).map { $0 * $1 } }
}
