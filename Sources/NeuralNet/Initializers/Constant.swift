import Basis

package struct Constant: Initializer {
  package var value: Float = 0.1

  package init() {}

  package static let card = Card<Constant>(
    "constant", "All weights the same number: as with zeros, the units of a layer stay alike.",
    formula: "W = value",
    settings: [Setting("value", \.value, in: .closed(-1e6...1e6), "The number.")],
    sources: [
      Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 8.4, on breaking symmetry")
    ],
    examples: ["init constant", "init constant value=0.5"])

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    weights.update(repeating: value)
  }
}
