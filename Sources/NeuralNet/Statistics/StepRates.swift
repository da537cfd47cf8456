import Basis

/// By how much each weight's gradient is multiplied in the step that the optimizer would make now.
package struct StepRates: Equatable, Sendable {
  package var least: Double
  package var median: Double
  package var most: Double
}

extension Engine {
  /// |Δw|/|∂L/∂w| over the weights of a block, counted from 0, that have a gradient; nil if none has. The step is one of
  /// this pace.
  package func stepRates(_ model: Model, ofBlock block: Int, on samples: Samples, pace: StepPace) throws
    -> StepRates?
  {
    var model = model
    // What the penalties and limits do is not the optimizer's.
    (model.regularizers, model.clipping) = ([], nil)
    let workspace = try passBothWays(model, samples)
    let weights = workspace.weights(ofBlock: workspace.stagesOfBlocks[block])
    let gradients = weights.flatMap { $0.map { workspace.gradients.start[$0] } }
    // From zero, a step is not rounded to what the weight can tell; what decays with the weight is left out as well.
    for index in weights.joined() { workspace.parameters.start[index] = 0 }
    BatchSource.with(samples) { source in
      workspace.run(
        Job(.update, .probing, Batch(source, first: 0, count: source.count), pace: pace), threads: 1)
    }
    let rates = zip(weights.joined(), gradients).compactMap { index, gradient -> Double? in
      guard gradient != 0 else { return nil }
      return abs(Double(workspace.parameters.start[index])) / abs(Double(gradient))
    }.sorted()
    guard let least = rates.first, let most = rates.last else { return nil }
    return StepRates(least: least, median: rates[rates.count / 2], most: most)
  }
}

extension Model {
  /// Memory of a training with batches of this size.
  package func bytes(batch: Int) -> Double {
    Workspace.bytes(network, optimizer: optimizer, batch: Double(batch))
  }
}
