import Basis

package struct He: VarianceInitializer {
  package var distribution = WeightDistribution.normal
  package var truncated = false

  package init() {}

  package static let card = Card<He>(
    "he", aliases: ["kaiming"],
    "Keeps the size of signals through layers of ReLUs, which drop half of them.",
    formula: "Var(W) = 2 / fan-in;  uniform: W from −√(3·Var)…√(3·Var)",
    settings: [.distribution, .truncated],
    sources: [Source("He, Zhang, Ren & Sun", 2015, "arXiv:1502.01852, Delving deep into rectifiers")],
    examples: ["init he", "init he distribution=uniform", "init he truncated=on"],
    details:
      "Normal and without truncation as in the paper and in PyTorch's kaiming_normal_. "
      + "Keras\'s he_normal truncates and widens by 1/0.8796, as truncated=on does here."
  )

  package func variance(of tensor: TensorSpec) -> Double { 2 / Double(tensor.fanIn) }
}
