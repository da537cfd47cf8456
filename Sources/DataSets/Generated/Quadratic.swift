import Basis
import Foundation

package struct Quadratic: Generator {
  package var count = 200
  package var condition = 100.0
  package var angle = 0.0

  package init() {}

  package static let card = Card<Quadratic>(
    "quadratic",
    "A loss that is exactly a bowl, as narrow as you like: where optimizers can be compared by theory.",
    formula: "L(w, b) = (u₁ − 1)² + (u₂ − 1)² / condition + b²,  u = w rotated by −angle",
    settings: [
      Setting("count", \.count, in: 40...1_000_000, "Samples in all; 70 % of them train."),
      Setting("condition", \.condition, in: .closed(1...1e6), "Largest curvature over smallest."),
      Setting(
        "angle", \.angle, in: .closed(-90...90), unit: "degrees", "How far the bowl's axes are turned."),
    ],
    sources: [Source("Goh", 2017, "Why Momentum Really Works, Distill, doi:10.23915/distill.00006")],
    examples: ["data quadratic", "data quadratic condition=1000", "data quadratic condition=100 angle=45"],
    details: """
      Two features, one target without noise, for a single layer dense 1 without activation, with the loss \
      mean-squared-error, mean (prediction − y)². In each part the features are centred and have exactly the \
      covariance R·diag(1, 1/condition)·Rᵀ, where R turns by angle, and y = x·R·(1, 1)ᵀ. The loss over a \
      whole part is then the formula above, to the rounding of Float; its Hessian has the eigenvalues 2, \
      2/condition and, for the bias, 2. The minimum is 0, at w = R·(1, 1)ᵀ and b = 0. Plain descent on whole \
      batches (batch=all) converges for lr < 1, fastest at lr = 1/(1 + 1/condition), where each step shrinks \
      the distance by (condition − 1)/(condition + 1). Neither features nor targets are scaled: scaling \
      would make the bowl round. The data brings its own three parts, and each has the same bowl.
      """)

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    let apart = Int((Double(count) * 0.15).rounded())
    let sizes = [count - 2 * apart, apart, apart]
    var features: [Float] = []
    var targets: [Float] = []
    let (c, s) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    for size in sizes {
      for (first, second) in Quadratic.whitened(size, &random) {
        let (u, v) = (first, second / condition.squareRoot())
        features.append(Float(c * u - s * v))
        features.append(Float(s * u + c * v))
        targets.append(Float(u + v))
      }
    }
    let validation = sizes[0]..<sizes[0] + apart
    return RawData(
      name: name,
      title:
        "\(Numbers.grouped(count)) samples whose loss is a bowl of condition \(Numbers.short(condition)), "
        + "predicting y",
      task: .regression(targets: ["y"]), featureNames: ["x1", "x2"],
      samples: Samples(shape: [2], features: features, targets: .values(targets, width: 1)),
      facts: .generated, ownValidation: validation,
      ownTest: validation.upperBound..<count, scaling: NoScaling(), targetScaling: .none)
  }

  /// Pairs with mean exactly 0 and covariance exactly the identity (in Double): normal draws, centred, and
  /// made orthonormal by Gram and Schmidt.
  private static func whitened(_ count: Int, _ random: inout Random) -> [(Double, Double)] {
    let n = Double(count)
    var x = (0..<count).map { _ in random.normal() }
    var y = (0..<count).map { _ in random.normal() }
    // Twice: what rounding left over from the first round vanishes in the second.
    for _ in 0..<2 {
      let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
      for index in 0..<count {
        x[index] -= meanX
        y[index] -= meanY
      }
      let lengthX = (x.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
      for index in 0..<count { x[index] /= lengthX }
      let shared = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / n
      for index in 0..<count { y[index] -= shared * x[index] }
      let lengthY = (y.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
      for index in 0..<count { y[index] /= lengthY }
    }
    return Array(zip(x, y))
  }
}
