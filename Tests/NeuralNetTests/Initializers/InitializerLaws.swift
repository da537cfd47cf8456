import Basis
import NeuralNet
import Testing

/// An initializer and what theory says about its numbers.
struct InitializerCase: CustomTestStringConvertible, Sendable {
  var initializer: any Initializer
  var variance: @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double
  /// Fourth moment over squared variance: 3 for normal, 9/5 for uniform numbers.
  var kurtosis: Double
  /// Largest possible |W| in standard deviations.
  var bound: Double

  var testDescription: String { initializer.notation }

  /// For a normal variable drawn again beyond ±2: with c = 2φ(2)·2/(2Φ(2) − 1) its variance is 1 − c and its fourth
  /// moment 3 − 7c (integration by parts: 3·(1 − c) − 4c).
  static let truncatedVariance = 0.773_741_3
  static var truncatedKurtosis: Double {
    (3 - 7 * (1 - truncatedVariance)) / (truncatedVariance * truncatedVariance)
  }

  static let all: [InitializerCase] = {
    var cases = [
      InitializerCase(
        initializer: Uniform(), variance: { _, _ in 0.05 * 0.05 / 3 }, kurtosis: 1.8, bound: 1.7321),
      InitializerCase(
        initializer: Normal(), variance: { _, _ in 0.05 * 0.05 }, kurtosis: 3, bound: .infinity),
    ]
    var wide = Normal()
    wide.deviation = 1
    cases.append(InitializerCase(initializer: wide, variance: { _, _ in 1 }, kurtosis: 3, bound: .infinity))
    func add(
      _ make: (WeightDistribution, Bool) -> any Initializer,
      _ variance: @escaping @Sendable (Double, Double) -> Double
    ) {
      cases.append(
        InitializerCase(initializer: make(.normal, false), variance: variance, kurtosis: 3, bound: .infinity))
      cases.append(
        InitializerCase(initializer: make(.uniform, false), variance: variance, kurtosis: 1.8, bound: 1.7321))
      cases.append(
        InitializerCase(
          initializer: make(.normal, true), variance: variance, kurtosis: truncatedKurtosis,
          bound: 2 / truncatedVariance.squareRoot() + 1e-4))
    }
    add({
      var item = Glorot(); item.distribution = $0; item.truncated = $1; return item
    }) { 2 / ($0 + $1) }
    add({
      var item = He(); item.distribution = $0; item.truncated = $1; return item
    }) { i, _ in 2 / i }
    add({
      var item = LeCun(); item.distribution = $0; item.truncated = $1; return item
    }) { i, _ in 1 / i }
    return cases
  }()

  /// The largest violation of any law, in standard errors (or 1000 for a broken bound).
  func violation(fanIn: Int, fanOut: Int, seed: UInt64 = 11) -> Double {
    let tensor = TensorSpec(
      "W", [fanIn, fanOut], .weight, fanIn: fanIn, fanOut: fanOut, start: .drawn(initializer))
    var random = Random(seed: seed)
    var draws: [Double] = []
    while draws.count < 100_000 { draws += initializer.draw(tensor, &random).map(Double.init) }
    let n = Double(draws.count)
    let variance = variance(Double(fanIn), Double(fanOut))
    let mean = draws.reduce(0, +) / n
    let square = draws.reduce(0) { $0 + $1 * $1 } / n
    let fourth = draws.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    // Standard errors: √(σ²/n) of the mean, √((κ − 1)σ⁴/n) of the variance. The fourth moment separates the
    // distributions (1.8, 2.4, 3), which at this n a tolerance of 0.2 does with room.
    let meanError = abs(mean) / (variance / n).squareRoot()
    let squareError = abs(square - variance) / ((kurtosis - 1) * variance * variance / n).squareRoot()
    let shapeError = abs(fourth / (square * square) - kurtosis) / 0.2 * 5
    let largest = draws.map(abs).max() ?? 0
    let boundError = largest <= bound * variance.squareRoot() ? 0.0 : 1000
    return [meanError, squareError, shapeError, boundError].worst
  }
}

extension Initializer {
  func draw(_ tensor: TensorSpec, _ random: inout Random) -> [Float] {
    var weights = [Float](repeating: .nan, count: tensor.count)
    weights.withUnsafeMutableBufferPointer { fill($0, of: tensor, random: &random) }
    return weights
  }
}
