import Basis

package struct Normal: Initializer {
  package var deviation: Float = 0.05

  package init() {}

  package static let card = Card<Normal>(
    "normal", aliases: ["gaussian"], "Normal weights of one spread, whatever the layer's size.",
    formula: "W normal, mean 0, Var(W) = std²",
    settings: [Setting("std", \.deviation, in: .closed(0...1e6), "Standard deviation.")],
    sources: [Source("Keras", 2024, "keras.io, RandomNormal: the default deviation")],
    examples: ["init normal", "init normal std=1"],
    details:
      "In deep networks signals grow or shrink geometrically unless std suits the width, which is what "
      + "glorot, he and lecun compute. PyTorch's normal_ has std 1 unless told otherwise.")

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    WeightDistribution.normal.fill(
      weights, variance: Double(deviation) * Double(deviation), random: &random)
  }
}
