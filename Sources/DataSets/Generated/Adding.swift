import Basis

package struct Adding: Generator {
  package var count = 10_000
  package var steps = 20

  package init() {}

  package static let card = Card<Adding>(
    "adding",
    "Add the two marked numbers of a long row: a recurrent network has to remember the first until the second comes.",
    formula:
      "x ~ U(0,1) at each step; one mark in the first half, one in the second; y = sum of the two marked x",
    settings: [
      Setting("count", \.count, in: 20...1_000_000, "Sequences in all."),
      Setting("steps", \.steps, in: 2...10_000, "Length of a sequence."),
    ],
    sources: [
      Source("Hochreiter & Schmidhuber", 1997, "Neural Computation 9, Long short-term memory, experiment 4"),
      Source("Le, Jaitly & Hinton", 2015, "arXiv:1504.00941, this form of it"),
    ],
    examples: ["data adding", "data adding steps=40", "data adding steps=100 count=20000"],
    details: """
      A sample is steps × 2: at each step a number from 0…1 and a mark, 1 or 0. The marks stand at two places drawn \
      uniformly, one among the first half of the steps (rounded down) and one among the rest. The target is the sum of \
      the two marked numbers. Always answering 1, its mean, has the mean squared error 2·1/12 = 1/6 = 0.167, which is \
      what a network reaches that ignores the marks. Nothing is scaled. Hochreiter and Schmidhuber drew numbers from \
      −1…1 and aimed at 0.5 + sum/4.
      """)

  package func load(seed: UInt64) throws -> RawData {
    try Files.checkRoom(
      for: count, "sequences of \(Numbers.grouped(steps)) steps", width: steps * 2,
      advice: "data adding steps=\(steps) count=1000")
    var random = stream(seed)
    var features = [Float](repeating: 0, count: count * steps * 2)
    var targets: [Float] = []
    for sample in 0..<count {
      let start = sample * steps * 2
      for step in 0..<steps { features[start + 2 * step] = Float(random.uniform()) }
      let half = steps / 2
      let marked = [random.index(below: half), half + random.index(below: steps - half)]
      for step in marked { features[start + 2 * step + 1] = 1 }
      targets.append(marked.reduce(0) { $0 + features[start + 2 * $1] })
    }
    return RawData(
      name: name,
      title:
        "\(Numbers.grouped(count)) sequences of \(steps) steps, predicting the sum of the marked numbers",
      task: .regression(targets: ["sum"]),
      featureNames: (1...steps).flatMap { ["value at step \($0)", "mark at step \($0)"] },
      samples: Samples(shape: [steps, 2], features: features, targets: .values(targets, width: 1)),
      facts: .generated, scaling: NoScaling(), targetScaling: .none)
  }
}
