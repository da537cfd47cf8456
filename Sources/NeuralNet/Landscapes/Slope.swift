import Basis

package struct Slope: Landscape {
  package var slopes: [Double] = [1]

  package init() {}

  package static let card = Card<Slope>(
    "slope", "A plane: the gradient is the same everywhere, so that steps show the optimizer alone.",
    formula: "f(x) = Σ gᵢ·xᵢ",
    positions: [
      Setting("slopes", list: \.slopes, in: .closed(-1e9...1e9), "g: one slope for each coordinate.")
    ],
    examples: ["descend slope [0.01, 10]", "descend slope [3]"],
    details:
      "It has no lowest point. With clip norm or clip value one sees what clipping makes of a gradient.")

  package var start: [Double] { slopes.map { _ in 0 } }
  package func minimum(_ count: Int) -> [Double]? { nil }
  package func value(_ x: [Double]) -> Double { zip(slopes, x).reduce(0) { $0 + $1.0 * $1.1 } }
  package func gradient(_ x: [Double]) -> [Double] { slopes }
}
