import Basis

extension Engine {
  package func evaluate(_ model: Model, on samples: Samples) throws -> Evaluation {
    let portion = Engine.portion(model, of: samples.count)
    let workspace = try workspace(model, batch: portion, samples: samples)
    return BatchSource.with(samples) { evaluate(workspace, $0, portion: portion) }
  }

  func evaluate(_ workspace: Workspace, _ source: BatchSource, portion: Int) -> Evaluation {
    var tally = Tally()
    for first in stride(from: 0, to: source.count, by: portion) {
      let count = min(portion, source.count - first)
      workspace.run(
        Job([.forward, .loss], .inference, Batch(source, first: first, count: count)),
        threads: threads)
      tally.add(workspace, batch: count)
    }
    return tally.evaluation(source)
  }

  /// The network's outputs for every sample, [count, outputs].
  package func outputs(_ model: Model, for samples: Samples) throws -> [Float] {
    let portion = Engine.portion(model, of: samples.count)
    let workspace = try workspace(model, batch: portion, samples: samples, needsTargets: false)
    let width = workspace.width
    var outputs: [Float] = []
    outputs.reserveCapacity(samples.count * width)
    BatchSource.with(samples) { source in
      for first in stride(from: 0, to: source.count, by: portion) {
        let count = min(portion, source.count - first)
        workspace.run(
          Job(.forward, .inference, Batch(source, first: first, count: count)),
          threads: threads)
        let last = workspace.stages[workspace.stages.count - 1].output
        outputs.append(contentsOf: UnsafeBufferPointer(start: last, count: count * width))
      }
    }
    return outputs
  }
}

/// Losses and scores of several batches, summed.
struct Tally: Sendable, Codable {
  private(set) var samples = 0
  private var width = 1
  private var loss = 0.0
  private var score = Score()

  mutating func add(_ workspace: Workspace, batch: Int) {
    samples += batch
    width = workspace.width
    for row in 0..<batch { loss += workspace.losses[row] }
    for shard in 0..<workspace.shards(batch: batch) {
      score.correct += workspace.scores[shard].correct
      score.squaredError += workspace.scores[shard].squaredError
      score.absoluteError += workspace.scores[shard].absoluteError
    }
  }

  /// `source` holds the samples that were counted, or more of their kind.
  func evaluation(_ source: BatchSource) -> Evaluation {
    let loss = loss / Double(max(1, samples))
    if source.labels != nil { return Evaluation(loss: loss, samples: samples, correct: score.correct) }
    let numbers = Double(max(1, samples * width))
    let meanSquaredError = score.squaredError / numbers
    return Evaluation(
      loss: loss, samples: samples, meanSquaredError: meanSquaredError,
      meanAbsoluteError: score.absoluteError / numbers,
      explainedVariance: Tally.variance(source).map { 1 - meanSquaredError / $0 })
  }

  /// Mean squared distance of the targets from their output's mean; nil where they do not vary.
  private static func variance(_ source: BatchSource) -> Double? {
    guard let values = source.values else { return nil }
    let (count, width) = (source.count, source.targetWidth)
    var total = 0.0
    for output in 0..<width {
      var mean = 0.0
      for row in 0..<count { mean += Double(values[row * width + output]) }
      mean /= Double(count)
      for row in 0..<count {
        let gap = Double(values[row * width + output]) - mean
        total += gap * gap
      }
    }
    return total > 0 ? total / Double(count * width) : nil
  }
}
