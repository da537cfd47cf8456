import Basis
import Foundation

package struct Bowl: Landscape {
  package var condition = 100.0
  package var angle = 0.0

  package init() {}

  package static let card = Card<Bowl>(
    "bowl", aliases: ["valley"], "A quadratic valley: steep one way, gentle the other.",
    formula: "f(x, y) = (u² + k·v²)/2, (u, v) = (x, y) turned by −angle",
    positions: [
      Setting("condition", \.condition, in: .closed(1...1e6), "k: the steepest curvature; the gentlest is 1.")
    ],
    settings: [
      Setting(
        "angle", \.angle, in: .closed(-90...90), unit: "degrees", "How far the valley's axes are turned.")
    ],
    sources: [Source("Goh", 2017, "Why Momentum Really Works, Distill, doi:10.23915/distill.00006")],
    examples: ["descend bowl 100", "descend bowl 100 angle=45 from=[3, 4]"],
    details: "Plain descent converges for rates below 2/k. The walk begins at (10, 1).")

  package var start: [Double] { [10, 1] }
  package func minimum(_ count: Int) -> [Double]? { [0, 0] }

  private func turned(_ x: [Double], by angle: Double) -> [Double] {
    let (c, s) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    return [c * x[0] - s * x[1], s * x[0] + c * x[1]]
  }

  package func value(_ x: [Double]) -> Double {
    let u = angle == 0 ? x : turned(x, by: -angle)
    return (u[0] * u[0] + condition * u[1] * u[1]) / 2
  }

  package func gradient(_ x: [Double]) -> [Double] {
    let u = angle == 0 ? x : turned(x, by: -angle)
    let slope = [u[0], condition * u[1]]
    return angle == 0 ? slope : turned(slope, by: angle)
  }
}
