import Basis

package struct PermutedFeatures: Transformation {
  package init() {}

  package static let card = Card<PermutedFeatures>(
    "permute-features", aliases: ["permute-pixels"],
    "Puts the numbers of every sample into another order, the same for all: neighbours are lost, nothing else.",
    formula: "y_i = x_π(i), π one random permutation for all samples",
    sources: [
      Source("Goodfellow, Mirza, Xiao, Courville & Bengio", 2013, "arXiv:1312.6211, permuted MNIST")
    ],
    examples: ["transform permute-features"],
    details: "A dense network from scratch learns it as well as before; convolution and reused layers do not."
  )

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let width = data.samples.shape.count
    let map = random.permutation(width)
    let features = data.samples.features
    data.replace(features: features.indices.map { features[$0 / width * width + map[$0 % width]] })
  }
}
