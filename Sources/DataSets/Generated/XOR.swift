import Basis

package struct XOR: Generator {
  package var count = 400
  package var noise = 0.0

  package init() {}

  package static let card = Card<XOR>(
    "xor", "Opposite quadrants belong together: the problem that a single layer cannot solve.",
    formula: "x ~ U(−1,1)², class = 1 if x₁x₂ < 0, else 0; then + noise·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting(
        "noise", \.noise, in: .closed(0...10),
        "Deviation added to each coordinate after its class is decided."),
    ],
    sources: [Source("Minsky & Papert", 1969, "Perceptrons, MIT Press")],
    examples: ["data xor", "data xor noise=0.1"])

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    var points = ClassPoints(count: count)
    // The four quadrants in turn, so that both classes have the same size whatever the seed.
    for index in 0..<count {
      let x = (index & 1 == 0 ? 1 : -1) * (1 - random.uniform())
      let y = (index & 2 == 0 ? 1 : -1) * (1 - random.uniform())
      points.add([x + noise * random.normal(), y + noise * random.normal()], label: x * y < 0 ? 1 : 0)
    }
    return points.data(name, "points in four quadrants", classes: 2, scaling: NoScaling())
  }
}
