import Basis

package struct Rosenbrock: Landscape {
  package init() {}

  package static let card = Card<Rosenbrock>(
    "rosenbrock", aliases: ["banana"],
    "A narrow bent valley: easy to find, hard to follow to its lowest point (1, 1).",
    formula: "f(x, y) = (1 − x)² + 100·(y − x²)²",
    sources: [Source("Rosenbrock", 1960, "The Computer Journal 3, An automatic method")],
    examples: ["descend rosenbrock", "descend rosenbrock from=[-1.2, 1] steps=5000"],
    details: "The walk begins at (−1.5, 2), on the far side of the bend; Rosenbrock's began at (−1.2, 1).")

  package var start: [Double] { [-1.5, 2] }
  package func minimum(_ count: Int) -> [Double]? { [1, 1] }

  package func value(_ x: [Double]) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }

  package func gradient(_ x: [Double]) -> [Double] {
    let b = x[1] - x[0] * x[0]
    return [-2 * (1 - x[0]) - 400 * x[0] * b, 200 * b]
  }
}
