import Basis

package struct RareFeatures: Generator {
  package var count = 1000
  package var dense = 10
  package var rare = 60
  package var share = 0.02

  package init() {}

  package static let card = Card<RareFeatures>(
    "rare-features",
    "A straight-line regression with large features in every sample and on/off features that hardly ever occur.",
    formula:
      "y = Σ wᵢ·xᵢ;  xᵢ ~ 3·N(0,1) for the dense features, 1 with probability share and else 0 for the rare",
    settings: [
      Setting("count", \.count, in: 100...1_000_000, "Samples in all; all but one for each feature train."),
      Setting("dense", \.dense, in: 1...40, "Features of deviation 3."),
      Setting("rare", \.rare, in: 1...40_000, "Features that are on or off."),
      Setting("share", \.share, in: .fraction, "How often a rare feature is on."),
    ],
    sources: [
      Source("Duchi, Hazan & Singer", 2011, "JMLR 12, Adaptive subgradient methods: 1.3, rare features")
    ],
    examples: ["data rare-features", "data rare-features rare=80 share=5%"],
    details: """
      For layer dense 1 bias=off with mean-squared-error. The weights of each group have the mean square 1. The parts \
      ask about one feature at a time: each validation sample has a single rare feature on, each test sample a single \
      dense one, all others are 0. So the root of mse(validation) is the relative error of the rare features' weights, \
      and the root of mse(test) that of the dense ones'. Nothing is scaled, and nothing is added to y.
      """)

  package func load(seed: UInt64) throws -> RawData {
    let width = dense + rare
    guard count >= width + 20 else {
      throw Problem(
        "count must be at least \(Numbers.grouped(width + 20)): one sample for each of the "
          + "\(Numbers.grouped(width)) features and 20 to train on; got \(Numbers.grouped(count))",
        advice: "data rare-features count=\(width + 1000)")
    }
    try Files.checkRoom(
      for: count, "samples of \(Numbers.grouped(width)) features", width: width,
      advice: "data rare-features count=10000")
    var random = stream(seed)
    let weights =
      RareFeatures.ofMeanSquareOne(dense, &random) + RareFeatures.ofMeanSquareOne(rare, &random)
    let training = count - width
    var inputs: [Float] = []
    var outputs: [Float] = []
    func add(_ x: [Double]) {
      inputs += x.map { Float($0) }
      outputs.append(Float(zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 }))
    }
    for _ in 0..<training {
      add((0..<width).map { $0 < dense ? 3 * random.normal() : random.uniform() < share ? 1 : 0 })
    }
    for feature in Array(dense..<width) + Array(0..<dense) { add((0..<width).map { $0 == feature ? 1 : 0 }) }
    return RawData(
      name: name,
      title:
        "\(Numbers.grouped(count)) samples of \(dense) large features and \(Numbers.grouped(rare)) rare ones, predicting y",
      task: .regression(targets: ["y"]),
      featureNames: (1...dense).map { "large-\($0)" } + (1...rare).map { "rare-\($0)" },
      samples: Samples(shape: [width], features: inputs, targets: .values(outputs, width: 1)),
      facts: .generated, ownValidation: training..<training + rare,
      ownTest: training + rare..<count, scaling: NoScaling(), targetScaling: .none)
  }

  private static func ofMeanSquareOne(_ count: Int, _ random: inout Random) -> [Double] {
    let draws = (0..<count).map { _ in random.normal() }
    let size = (draws.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
    return draws.map { $0 / size }
  }
}
