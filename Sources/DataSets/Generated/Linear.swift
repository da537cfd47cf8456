import Basis

package struct Linear: Generator {
  package var count = 200
  package var features = 50
  package var relevant = 5
  package var noise = 0.5

  package init() {}

  package static let card = Card<Linear>(
    "linear",
    "A straight-line regression in which only the first few features matter: which ones does a network find?",
    formula: "y = Σ sᵢ·xᵢ over the relevant features + noise·N(0,1), x ~ N(0,1), sᵢ = 1 or −1",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Samples in all."),
      Setting("features", \.features, in: 1...10_000, "Numbers of a sample."),
      Setting("relevant", \.relevant, in: 1...10_000, "How many of them matter; the first ones do."),
      Setting("noise", \.noise, in: .closed(0...100), "Deviation of what is added to y."),
    ],
    sources: [Source("Tibshirani", 1996, "JRSS B 58, Regression shrinkage and selection via the lasso")],
    examples: ["data linear", "data linear count=170 features=50 relevant=5"],
    details: "For a single layer dense 1. Neither features nor targets are scaled.")

  package func load(seed: UInt64) throws -> RawData {
    guard relevant <= features else {
      throw Problem(
        "relevant must be at most features, got \(relevant) of \(features)",
        advice: "data linear features=\(relevant) relevant=\(relevant)")
    }
    try Files.checkRoom(
      for: count, "samples of \(Numbers.grouped(features)) features", width: features,
      advice: "data linear count=1000")
    var random = stream(seed)
    let signs = (0..<relevant).map { _ in random.uniform() < 0.5 ? -1.0 : 1.0 }
    var inputs: [Float] = []
    var outputs: [Float] = []
    for _ in 0..<count {
      let x = (0..<features).map { _ in random.normal() }
      inputs += x.map { Float($0) }
      outputs.append(Float(zip(signs, x).reduce(0) { $0 + $1.0 * $1.1 } + noise * random.normal()))
    }
    return RawData(
      name: name,
      title:
        "\(Numbers.grouped(count)) samples of \(features) features, \(relevant) of which matter, predicting y",
      task: .regression(targets: ["y"]), featureNames: (1...features).map { "x\($0)" },
      samples: Samples(shape: [features], features: inputs, targets: .values(outputs, width: 1)),
      facts: .generated, scaling: NoScaling(), targetScaling: .none)
  }
}
