import Basis
import Foundation

package struct Sine: Generator {
  package var count = 300
  package var periods = 1.0
  package var noise = 0.1

  package init() {}

  package static let card = Card<Sine>(
    "sine",
    "A curve to be found among noisy points: the simplest regression, and one that is easy to overfit.",
    formula: "x ~ U(−1,1), y = sin(π·periods·x) + noise·N(0,1)",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Points in all."),
      Setting("periods", \.periods, in: .closed(0.1...100), "Full waves between −1 and 1."),
      Setting(
        "noise", \.noise, in: .closed(0...10), "Deviation added to y; its square is the best reachable error."
      ),
    ],
    examples: ["data sine", "data sine count=30 noise=0.3", "data sine periods=3"])

  package func load(seed: UInt64) throws -> RawData {
    var random = stream(seed)
    var inputs: [Float] = []
    var outputs: [Float] = []
    for _ in 0..<count {
      let x = random.uniform(in: -1..<1)
      inputs.append(Float(x))
      outputs.append(Float(sin(Double.pi * periods * x) + noise * random.normal()))
    }
    return RawData(
      name: name, title: "\(Numbers.grouped(count)) points on a noisy sine curve, predicting y",
      task: .regression(targets: ["y"]), featureNames: ["x"],
      samples: Samples(shape: [1], features: inputs, targets: .values(outputs, width: 1)),
      facts: .generated, scaling: NoScaling(), targetScaling: .none)
  }
}
