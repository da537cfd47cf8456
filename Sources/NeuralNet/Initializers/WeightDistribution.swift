import Basis

/// The shape of a distribution with mean 0 and a given variance.
package enum WeightDistribution: String, CaseIterable, Sendable {
  case normal, uniform

  /// Standard deviation of a standard normal variable that is drawn again beyond ±2:
  /// √(1 − 4φ(2)/(2Φ(2) − 1)).
  static let truncatedDeviation = 0.879_625_661_034_239_78

  /// Truncation draws a normal number again beyond two standard deviations and widens the rest, so that the variance
  /// stays as asked.
  func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, variance: Double, truncated: Bool = false,
    random: inout Random
  ) {
    let deviation = variance.squareRoot()
    for i in weights.indices {
      switch self {
      case .normal where truncated:
        weights[i] = Float(random.truncatedNormal() * deviation / Self.truncatedDeviation)
      case .normal: weights[i] = Float(random.normal() * deviation)
      // A uniform distribution on ±r has variance r²/3.
      case .uniform: weights[i] = Float(random.uniform(in: -1..<1) * 3.0.squareRoot() * deviation)
      }
    }
  }
}

/// Draws weights whose variance follows from how many inputs an output has, and how many outputs an input.
package protocol VarianceInitializer: Initializer {
  var distribution: WeightDistribution { get set }
  /// Of a normal distribution.
  var truncated: Bool { get set }
  func variance(of tensor: TensorSpec) -> Double
}

extension VarianceInitializer {
  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    distribution.fill(weights, variance: variance(of: tensor), truncated: truncated, random: &random)
  }
}

extension Setting where Root: VarianceInitializer {
  static var distribution: Setting<Root> {
    Setting("distribution", choice: \.distribution, "Shape of the distribution.")
  }

  static var truncated: Setting<Root> {
    Setting(
      "truncated", \.truncated,
      "Draw normal weights again beyond two standard deviations; widened, so that the variance stays.")
  }
}
