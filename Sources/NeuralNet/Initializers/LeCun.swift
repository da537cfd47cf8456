import Basis

package struct LeCun: VarianceInitializer {
  package var distribution = WeightDistribution.normal
  package var truncated = false

  package init() {}

  package static let card = Card<LeCun>(
    "lecun",
    "Keeps the variance of signals for linear units; what SELU needs.",
    formula: "Var(W) = 1 / fan-in;  uniform: W from −√(3·Var)…√(3·Var)",
    settings: [.distribution, .truncated],
    sources: [
      Source("LeCun, Bottou, Orr & Müller", 1998, "Efficient BackProp, section 4.6"),
      Source("Klambauer, Unterthiner, Mayr & Hochreiter", 2017, "arXiv:1706.02515, for SELU"),
    ],
    examples: ["init lecun", "init lecun distribution=uniform"],
    details:
      "The source asks for this variance and leaves the shape open; SELU's takes a normal one without truncation. "
      + "Keras\'s lecun_normal truncates and widens by 1/0.8796, as truncated=on does here."
  )

  package func variance(of tensor: TensorSpec) -> Double { 1 / Double(tensor.fanIn) }
}
