import Basis

package struct Uniform: Initializer {
  package var limit: Float = 0.05

  package init() {}

  package static let card = Card<Uniform>(
    "uniform", "Every weight equally likely between −limit and limit, whatever the layer's size.",
    formula: "W from −limit…limit; Var(W) = limit²/3",
    settings: [Setting("limit", \.limit, in: .closed(0...1e6), "Largest size of a weight.")],
    sources: [Source("Keras", 2024, "keras.io, RandomUniform: the default limit")],
    examples: ["init uniform", "init uniform limit=0.1"],
    details:
      "The same limit suits some widths and fails others; glorot, he and lecun follow the width. PyTorch's "
      + "uniform_ draws from 0…1 unless told otherwise.")

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    let variance = Double(limit) * Double(limit) / 3
    WeightDistribution.uniform.fill(weights, variance: variance, random: &random)
  }
}
