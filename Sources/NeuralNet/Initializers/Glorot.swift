import Basis

package struct Glorot: VarianceInitializer {
  package var distribution = WeightDistribution.uniform
  package var truncated = false

  package init() {}

  package static let card = Card<Glorot>(
    "glorot", aliases: ["xavier"],
    "Keeps the variance of signals equal forwards and of gradients backwards, on average, for linear units.",
    formula: "Var(W) = 2 / (fan-in + fan-out);  uniform: W from −√(3·Var)…√(3·Var)",
    settings: [.distribution, .truncated],
    sources: [
      Source("Glorot & Bengio", 2010, "AISTATS, Understanding the difficulty of training deep networks")
    ],
    examples: ["init glorot", "init glorot distribution=normal"],
    details:
      "Made for tanh and softsign. Uniform and without truncation as in the paper and in PyTorch. "
      + "Keras\'s glorot_normal truncates and widens by 1/0.8796, as truncated=on does here."
  )

  package func variance(of tensor: TensorSpec) -> Double { 2 / Double(tensor.fanIn + tensor.fanOut) }
}
