import Basis

package struct IdentityMatrix: Initializer {
  package var gain: Float = 1

  package init() {}

  package static let card = Card<IdentityMatrix>(
    "identity", aliases: ["eye"],
    "Every unit starts as a copy of one input: what a recurrent layer needs to keep its state unchanged at first.",
    formula: "Wᵢⱼ = gain if i = j, else 0",
    settings: [Setting("gain", \.gain, in: .closed(-1e3...1e3), "What stands on the diagonal.")],
    sources: [
      Source("Le, Jaitly & Hinton", 2015, "arXiv:1504.00941, A simple way to initialize recurrent networks")
    ],
    examples: ["init identity", "layer rnn 32 relu recurrent-init=identity", "init identity gain=0.5"],
    details:
      "Tensors with more than two extents are taken as matrices whose columns are the outputs. Where a matrix is not "
      + "square, the rows or columns beyond the diagonal's end are 0. Gated layers get one such matrix for each gate."
  )

  package func fill(
    _ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random
  ) {
    weights.update(repeating: 0)
    let columns = tensor.shape.last ?? 1
    for diagonal in 0..<min(columns, weights.count / columns) { weights[diagonal * (columns + 1)] = gain }
  }
}
