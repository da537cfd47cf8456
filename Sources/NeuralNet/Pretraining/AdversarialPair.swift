import Basis

/// The layers learn to tell real samples from those of a generator, which learns to deceive them. No targets are needed.
package struct AdversarialPair: Pretrainer {
  package var steps = 1500
  package var batch = 64
  package var learningRate = 5e-4
  package var beta1 = 0.5
  package var noise = 16
  package var units = 64
  package var hidden = 2

  package init() {}

  package static let needsClasses = false

  package static let card = Card<AdversarialPair>(
    "gan",
    "Learns, without labels, to tell real samples from a generator's, which learns to deceive; the layers are those of the "
      + "discriminator.",
    formula: "discriminator: min −ln σ(D(x)) − ln(1 − σ(D(G(z)))); generator: min −ln σ(D(G(z))); z ~ N(0,1)",
    settings: [
      Setting("steps", \.steps, in: 1...10_000_000, "Steps of both."),
      Setting(
        "batch", \.batch, in: 1...100_000, unit: "samples",
        "Real samples, and as many generated ones, per step."),
      Setting("lr", \.learningRate, in: .closed(0...1e6), "Learning rate of adam, for both."),
      Setting(
        "beta1", \.beta1, in: .rateBelowOne, "adam's share of the average gradient that each step keeps."),
      Setting("noise", \.noise, in: 1...10_000, "Numbers that the generator begins with."),
      Setting("units", \.units, in: 1...100_000, "Units of each hidden layer of the generator."),
      Setting("hidden", \.hidden, in: 0...100, "Hidden layers of the generator."),
    ],
    sources: [
      Source("Goodfellow and others", 2014, "arXiv:1406.2661, Generative adversarial nets"),
      Source(
        "Radford, Metz & Chintala", 2015, "arXiv:1511.06434, DCGAN: β₁ = 0.5, leaky ReLU 0.2, tanh at the end"
      ),
    ],
    examples: ["pretrain gan", "pretrain gan steps=20 noise=8"],
    details: """
      The discriminator is the chosen layers and a dense layer with one output; leaky-relu slope=0.2 suits them. The \
      generator is dense layers with leaky ReLU 0.2 and tanh at the end, stretched to the range that each number has \
      in the data. In each step the discriminator learns from real and generated samples together, then the \
      generator from new ones, by the form of its loss that does not saturate.
      """)

  package func run(_ task: PretrainingTask, on engine: Engine, listen: (Double) -> Bool) throws
    -> PretrainingOutcome
  {
    let real = task.unlabelled
    let run = try AdversarialRun(self, task, engine)
    try real.features.withUnsafeBufferPointer { features in
      guard let features = features.baseAddress else { return }
      for step in 0..<steps {
        run.step(real: features, count: real.count)
        guard listen(Double(step + 1) / Double(steps)) else { throw PretrainingTask.interruption }
      }
    }
    guard run.isFinite else {
      throw Problem(
        "numbers stopped being finite; the network is as it was",
        advice: "pretrain gan lr=\(Numbers.short(learningRate / 10))")
    }
    let discriminator = run.discriminator.finished()
    let looks = min(1000, real.count)
    let generated = run.generate(looks)
    var scores = PretrainingScores()
    func share(_ features: [Float], above: Bool) throws -> Double {
      let samples = Samples(shape: real.shape, features: features, targets: real.prefix(looks).targets)
      let told = try engine.outputs(discriminator, for: samples).count { ($0 > 0) == above }
      return Double(told) / Double(looks)
    }
    scores.real = try share(real.prefix(looks).features, above: true)
    scores.generated = try share(generated, above: false)
    return PretrainingOutcome(
      model: try task.model(taking: 0..<task.layers, from: discriminator.network), scores: scores,
      steps: steps,
      samples: 2 * steps * run.batch, generated: Array(generated.prefix(4 * real.shape.count)))
  }
}
