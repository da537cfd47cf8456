import Basis

package struct Zeros: Initializer {
  package init() {}

  package static let card = Card<Zeros>(
    "zeros", "All weights 0: the units of a layer stay alike for ever, because all get the same gradient.",
    formula: "W = 0",
    sources: [
      Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 8.4, on breaking symmetry")
    ],
    examples: ["init zeros", "layer dense 10 init=zeros"],
    details: "Right for biases; for weights only in an output layer or to see what goes wrong.")

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    weights.update(repeating: 0)
  }
}
