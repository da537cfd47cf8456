import Basis

/// The layers learn to put samples of one class close together and those of others apart.
package struct SiamesePairs: Pretrainer {
  package var steps = 2000
  package var batch = 64
  package var learningRate = 1e-3

  package init() {}

  package static let needsClasses = true

  package static let card = Card<SiamesePairs>(
    "pairs",
    "Learns to tell whether two samples are of the same class: the same layers look at both, and their distance decides.",
    formula: "P(same) = σ(b − s·mean (e(x) − e(x′))²), b and s trained; min −ln P(the truth)",
    settings: [
      Setting("steps", \.steps, in: 1...10_000_000, "Steps."),
      Setting(
        "batch", \.batch, in: 2...100_000, unit: "pairs", "Pairs per step: half of them of the same class."),
      Setting("lr", \.learningRate, in: .closed(0...1e6), "Learning rate of adam."),
    ],
    sources: [
      Source(
        "Bromley, Guyon, LeCun, Säckinger & Shah", 1993,
        "NIPS 6, Signature verification using a siamese network"),
      Source("Koch, Zemel & Salakhutdinov", 2015, "Siamese neural networks for one-shot image recognition"),
    ],
    examples: ["pretrain pairs", "pretrain pairs steps=20"],
    details: """
      The output of the chosen layers, the embedding, is compared number by number. It helps where there are many classes, \
      such as persons, with few samples of each; with few classes the embedding collapses onto them. Unseen pairs are those \
      with at least one sample of the validation or test part.
      """)

  package func run(_ task: PretrainingTask, on engine: Engine, listen: (Double) -> Bool) throws
    -> PretrainingOutcome
  {
    guard let draws = PairDraws(task.labelled, random: task.random("pairs")) else {
      throw Problem(
        "pairs need two classes or more, and two samples of one of them",
        advice: "data digits, or more rows: split train=0")
    }
    let run = try SiameseRun(self, task, draws, engine)
    try task.labelled.features.withUnsafeBufferPointer { features in
      guard let features = features.baseAddress else { return }
      for step in 0..<steps {
        run.step(features)
        guard listen(Double(step + 1) / Double(steps)) else { throw PretrainingTask.interruption }
      }
    }
    let embedder = run.embedder.finished()
    guard run.embedder.isFinite, run.head.isFinite else {
      throw Problem(
        "numbers stopped being finite; the network is as it was",
        advice: "pretrain pairs lr=\(Numbers.short(learningRate / 10))")
    }
    var scores = PretrainingScores()
    scores.pairs = try accuracy(task, embedder, run.head.finished(), engine)
    return PretrainingOutcome(
      model: try task.model(taking: 0..<task.layers, from: embedder.network), scores: scores, steps: steps,
      samples: 2 * steps * batch)
  }

  /// Of 2,000 pairs that hold an unseen sample; of seen pairs where nothing is unseen.
  private func accuracy(_ task: PretrainingTask, _ embedder: Model, _ head: Model, _ engine: Engine) throws
    -> Double?
  {
    let (seen, unseen) = (task.labelled, task.unseen)
    guard case .classes(let known, let count) = seen.targets, case .classes(let others, _) = unseen.targets
    else {
      return nil
    }
    let all = Samples(
      shape: seen.shape, features: seen.features + unseen.features,
      targets: .classes(known + others, count: count))
    let first = unseen.count > 0 ? seen.count : 0
    guard var draws = PairDraws(all, from: first, random: task.random("pairs to judge by")) else {
      return nil
    }
    let codes = try engine.outputs(embedder, for: all)
    let width = embedder.network.output.count
    let (slope, bias) = (Double(head.network.parameters[0]), Double(head.network.parameters[1]))
    let pairs = 2000
    var right = 0
    for index in 0..<pairs {
      let pair = draws.next(isSame: index % 2 == 0)
      var sum = 0.0
      for k in 0..<width {
        let gap = Double(codes[pair.0 * width + k]) - Double(codes[pair.1 * width + k])
        sum += gap * gap
      }
      if (bias + slope * sum / Double(width) > 0) == pair.isSame { right += 1 }
    }
    return Double(right) / Double(pairs)
  }
}
