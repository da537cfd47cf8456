import Basis
import CKernels

/// Where the time of a training step goes.
package struct StepProfile: Sendable {
  package struct BlockTime: Sendable {
    package let title: String
    /// Seconds of one step. Backward includes the gradients of the parameters.
    package let forward: Double
    package let backward: Double
    package let update: Double
    /// Of all figures about the gradients of its weights; 0 where it has none.
    package let statistics: Double
    /// Multiplications and additions of one step, forwards and backwards.
    package let operations: Double

    package var seconds: Double { forward + backward + update }
  }

  package let blocks: [BlockTime]
  /// Seconds of gathering the batch, the loss and clipping.
  package let rest: Double
  /// Samples in a step.
  package let batch: Int
  package let steps: Int
  /// Median seconds of a whole step on one thread, and on as many as the engine has.
  package let oneThread: Double
  package let threads: Int
  package let allThreads: Double
  /// Multiplications and additions a second of one thread in the library's product of large matrices.
  package let peak: Double

  package var operations: Double { blocks.reduce(0) { $0 + $1.operations } }
  package var statistics: Double { blocks.reduce(0) { $0 + $1.statistics } }
}

extension Engine {
  /// Makes steps on a copy for about so long; `model` stays as it is.
  package func profile(_ model: Model, on samples: Samples, batch: Int, seconds: Double) throws -> StepProfile
  {
    try Engine.check(model, samples, needsTargets: true)
    guard model.network.layout.parameterCount > 0 else {
      throw Problem("this network has nothing to train: no layer has parameters", advice: "layer dense 10")
    }
    let batch = min(batch, samples.count)
    let workspace = try workspace(model, batch: batch, samples: samples)
    defer { workspace.stopwatch = nil }
    return BatchSource.with(samples) { source in
      var first = 0
      /// Seconds of one step; batches come in turn.
      func step(threads: Int) -> Double {
        defer { first = first + 2 * batch <= source.count ? first + batch : 0 }
        let job = Job(
          .step, .training, Batch(source, first: first, count: batch), step: workspace.memorySteps,
          pace: StepPace(rate: model.optimizer.learningRate))
        let start = ContinuousClock.now
        workspace.stopwatch?.start()
        workspace.run(job, threads: threads)
        return (ContinuousClock.now - start).inSeconds
      }
      // In turn, so that what else the machine does falls on both alike.
      var (one, all) = ([Double](), [Double]())
      let end = ContinuousClock.now + .seconds(seconds / 2)
      repeat {
        for _ in 0..<10 { one.append(step(threads: 1)) }
        for _ in 0..<10 { all.append(step(threads: threads)) }
      } while ContinuousClock.now < end
      let stopwatch = Stopwatch(stages: workspace.stages.count)
      workspace.stopwatch = stopwatch
      let steps = max(3, min(10_000, Int(seconds / 2 / max(one.min() ?? 1, 1e-9))))
      for _ in 0..<steps { _ = step(threads: 1) }
      return StepProfile(
        blocks: workspace.times(stopwatch, steps: steps, batch: batch, model.network),
        rest: stopwatch.total(.rest) / Double(steps), batch: batch, steps: steps, oneThread: median(one),
        threads: threads, allThreads: median(all), peak: Engine.peakOfProducts())
    }
  }

  /// Multiplications and additions a second in a product of large square matrices by the library, at best.
  static func peakOfProducts() -> Double {
    let extent = 768
    let matrices = (0..<3).map { _ in Buffer(extent * extent) }
    for matrix in matrices { matrix.start.update(repeating: 0.5, count: matrix.count) }
    var best = Double.infinity
    for _ in 0..<8 {
      let start = ContinuousClock.now
      _ = ck_multiply_by(
        CK_LIBRARY,
        ck_product(
          transposeA: false, transposeB: false, rows: extent, columns: extent, inner: extent,
          a: matrices[0].start, leadingA: extent, b: matrices[1].start, leadingB: extent, bias: nil,
          c: matrices[2].start, leadingC: extent))
      best = min(best, (ContinuousClock.now - start).inSeconds)
    }
    return 2 * Double(extent * extent * extent) / best
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}

extension Workspace {
  fileprivate func times(_ stopwatch: Stopwatch, steps: Int, batch: Int, _ network: Network)
    -> [StepProfile.BlockTime]
  {
    stagesOfBlocks.enumerated().map { number, block in
      func mean(_ activity: Stopwatch.Activity) -> Double {
        block.reduce(0) { $0 + stopwatch.total(activity, stage: $1) } / Double(steps)
      }
      let operations = block.reduce(0.0) { sum, index in
        let placed = stages[index].placed
        // Backwards as much again for the parameters' gradient, and for the input's where a layer below is trained.
        let times = 1.0 + (stages[index].isTrained ? 1 : 0) + (index > firstTrained ? 1 : 0)
        return sum + times * Double(batch) * Double(placed.layer.operations(for: placed.input))
      }
      return StepProfile.BlockTime(
        title: network.blocks[number].title, forward: mean(.forward), backward: mean(.backward),
        update: mean(.update), statistics: secondsOfStatistics(block), operations: operations)
    }
  }

  /// What the figures of this block's gradients take, at best of a few times.
  private func secondsOfStatistics(_ block: Range<Int>) -> Double {
    let weights = weights(ofBlock: block)
    guard !weights.isEmpty else { return 0 }
    return (0..<5).map { _ in
      let start = ContinuousClock.now
      _ = TensorStatistics(of: parameters.start, at: weights)
      return (ContinuousClock.now - start).inSeconds
    }.min() ?? 0
  }
}
