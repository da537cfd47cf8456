import Basis

package struct Glorot: Initializer {
  package enum Distribution: String, CaseIterable, Sendable { case normal, uniform }
  package var distribution = Distribution.uniform

  package init() {}

  package static let card = Card<Glorot>(
    "glorot", aliases: ["xavier"],
    "Keeps the variance of signals equal forwards and gradients equal backwards, on average, for linear units.",
    formula: "Var(W) = 2 / (fan-in + fan-out)",
    settings: [Setting("distribution", choice: \.distribution, "Shape of the distribution.")],
    sources: [
      Source("Glorot & Bengio", 2010, "AISTATS, Understanding the difficulty of training deep networks")
    ],
    examples: ["init glorot", "init glorot distribution=normal"])

  package func fill(_ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random)
  {
    let variance = 2 / Double(tensor.fanIn + tensor.fanOut)
    for i in weights.indices {
      switch distribution {
      case .normal: weights[i] = Float(random.normal() * variance.squareRoot())
      // A uniform distribution on ±r has variance r²/3.
      case .uniform: weights[i] = Float(random.uniform(in: -1..<1) * (3 * variance).squareRoot())
      }
    }
  }
}
