import Basis

/// Learns to make its input again from what the layers leave of it. No targets are needed.
package struct Autoencoder: Pretrainer {
  package enum Mode: String, CaseIterable, Sendable { case whole, stacked }

  package var mode = Mode.whole
  package var epochs = 40
  package var batch = 32
  package var optimizer: any Optimizer = Adam()

  package init() {}

  package static let needsClasses = false

  package static let card = Card<Autoencoder>(
    "autoencoder",
    "Learns, without labels, layers from whose output a decoder can make the input again; the decoder is thrown away.",
    formula: "min mean (x − d(e(x)))²; e the layers, d as many dense layers back",
    settings: [
      Setting(
        "mode", choice: \.mode,
        "All layers at once, mirrored; or one after the other, each on the code before it."),
      Setting(
        "epochs", \.epochs, in: 1...1_000_000, "Passes over the training part; for each layer if stacked."),
      Setting("batch", \.batch, in: 1...1_000_000, unit: "samples", "Samples per step."),
      Setting(
        "lr", kind: .number(.closed(0...1e6), unit: nil),
        "Learning rate of adam, where no other optimizer is named.",
        get: { .number($0.optimizer.learningRate) },
        set: {
          $0.optimizer.learningRate = try Kind.number(.closed(0...1e6), unit: nil).number($1, for: "lr")
        }),
      Setting("optimizer", member: \.optimizer, of: Optimizers.family, "Makes the steps."),
    ],
    sources: [
      Source(
        "Hinton & Salakhutdinov", 2006,
        "Science 313, Reducing the dimensionality of data with neural networks"),
      Source(
        "Bengio, Lamblin, Popovici & Larochelle", 2007, "NIPS 19, Greedy layer-wise training of deep networks"
      ),
    ],
    examples: ["pretrain autoencoder", "pretrain autoencoder layers=1..2 mode=stacked epochs=5"],
    details: """
      whole: the decoder mirrors the layers, a dense layer back for every layer with weights, with the activation that its \
      output had, the last one without. stacked is the greedy way of Bengio and others: a linear decoder for each layer in \
      turn, which learns from what the layers before it make of the data. The error is in scaled units, over numbers and \
      samples.
      """)

  package func run(_ task: PretrainingTask, on engine: Engine, listen: (Double) -> Bool) throws
    -> PretrainingOutcome
  {
    let features = task.unlabelled
    let stages = mode == .whole ? [0..<task.layers] : Autoencoder.stages(of: task.model.network, task.layers)
    var outcome = PretrainingOutcome(model: task.model, scores: PretrainingScores(), steps: 0, samples: 0)
    var task = task
    var code = Samples(shape: features.shape, features: features.features, targets: features.targets)
    var decoders: [Network] = []
    for (number, stage) in stages.enumerated() {
      var model = try coder(task, stage, number: number)
      let samples = Samples(
        shape: code.shape, features: code.features, targets: .values(code.features, width: code.shape.count))
      let before = try engine.evaluate(model, on: samples).loss
      var wantsMore = true
      let plan = TrainingPlan(epochs: epochs, batch: batch)
      let trained = try task.train(engine, &model, samples, plan) { event in
        guard case .step(let step, let epoch, let steps, _, _) = event else { return wantsMore }
        let inStage = (Double(epoch - 1) + Double(step) / Double(steps)) / Double(epochs)
        wantsMore = listen((Double(number) + inStage) / Double(stages.count))
        return wantsMore
      }
      switch trained.ending {
      case .completed: break
      case .interrupted: throw PretrainingTask.interruption
      case .diverged:
        throw Problem(
          "the reconstruction error stopped being a number; the network is as it was",
          advice: "pretrain autoencoder lr=\(Numbers.short(optimizer.learningRate / 10))")
      }
      outcome.steps += trained.steps
      outcome.samples += trained.samples
      outcome.stages.append(
        .init(layers: stage, before: before, after: try engine.evaluate(model, on: samples).loss))
      task.model = try task.model(taking: stage, from: model.network)
      decoders.append(model.network)
      if number < stages.count - 1 { code = try self.code(of: code, stage, task, engine) }
    }
    outcome.model = task.model
    let whole = try Autoencoder.whole(task, decoders, stages)
    let samples = Samples(
      shape: features.shape, features: features.features,
      targets: .values(features.features, width: features.shape.count))
    let evaluation = try engine.evaluate(
      Model(network: whole, loss: MeanSquaredError(), optimizer: optimizer, seed: task.model.seed),
      on: samples)
    outcome.scores.reconstruction = evaluation.loss
    if let explained = evaluation.explainedVariance, explained < 1 {
      outcome.scores.reconstructionOfMean = evaluation.loss / (1 - explained)
    }
    return outcome
  }

  /// A layer with weights, with what follows it and has none; what comes before the first belongs to the first.
  private static func stages(of network: Network, _ count: Int) -> [Range<Int>] {
    var starts = (0..<count).filter { network.parameterCount(ofBlock: $0) > 0 }
    if starts.isEmpty { starts = [0] }
    starts[0] = 0
    return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : count) }
  }

  /// The blocks of one stage, and dense layers back to what they take.
  private func coder(_ task: PretrainingTask, _ stage: Range<Int>, number: Int) throws -> Model {
    var random = task.random("autoencoder", number)
    let seed = random.next()
    var network = try task.network(of: stage, seed: seed)
    let whole = task.model.network
    for index in stage.reversed() where whole.parameterCount(ofBlock: index) > 0 || index == stage.lowerBound
    {
      let decoder = Dense(whole.input(ofBlock: index).count)
      let activation = stage.prefix { $0 < index }.reversed().lazy.compactMap {
        whole.blocks[$0].activationLayer
      }.first
      try network.append([decoder] + (activation.map { [$0] } ?? []))
    }
    return Model(network: network, loss: MeanSquaredError(), optimizer: optimizer, seed: seed)
  }

  private func code(of samples: Samples, _ stage: Range<Int>, _ task: PretrainingTask, _ engine: Engine)
    throws -> Samples
  {
    let network = try task.network(of: stage, seed: task.model.seed)
    let model = Model(network: network, loss: MeanSquaredError(), optimizer: optimizer, seed: task.model.seed)
    let outputs = try engine.outputs(model, for: samples)
    return Samples(shape: network.output, features: outputs, targets: samples.targets)
  }

  /// All layers and all decoders behind one another.
  private static func whole(_ task: PretrainingTask, _ decoders: [Network], _ stages: [Range<Int>]) throws
    -> Network
  {
    var network = try task.network(of: 0..<task.layers, seed: task.model.seed)
    for (coder, stage) in zip(decoders, stages).reversed() {
      for block in stage.count..<coder.blocks.count {
        try network.append(coder.blocks[block].layers)
        network.copyNumbers(of: block, in: coder, to: network.blocks.count - 1)
      }
    }
    return network
  }
}

extension Block {
  var activationLayer: (any Layer)? { layers.last { $0 is ActivationLayer } }
}
