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
      // In turn, so that what else the machine does falls on all alike.
      var (one, all, peak) = ([Double](), [Double](), 0.0)
      _ = step(threads: 1)
      let stopwatch = Stopwatch(stages: workspace.stages.count)
      let stepsOfRound = max(1, min(1000, Int(seconds / 100 / max(step(threads: 1), 1e-9))))
      let end = ContinuousClock.now + .seconds(seconds)
      repeat {
        for _ in 0..<stepsOfRound { one.append(step(threads: 1)) }
        for _ in 0..<stepsOfRound { all.append(step(threads: threads)) }
        workspace.stopwatch = stopwatch
        for _ in 0..<stepsOfRound { _ = step(threads: 1) }
        workspace.stopwatch = nil
        stopwatch.endRound()
        peak = max(peak, Engine.rateOfProducts())
      } while ContinuousClock.now < end
      return StepProfile(
        blocks: workspace.times(stopwatch, steps: stepsOfRound, batch: batch, model.network),
        rest: stopwatch.seconds(.rest) / Double(stepsOfRound), batch: batch, steps: one.count,
        oneThread: median(one), threads: threads, allThreads: median(all), peak: peak)
    }
  }

  /// Multiplications and additions a second in a product of large square matrices by the library.
  private static func rateOfProducts() -> Double {
    let extent = 512
    let matrices = (0..<3).map { _ in Buffer(extent * extent) }
    for matrix in matrices { matrix.start.update(repeating: 0.5, count: matrix.count) }
    let start = ContinuousClock.now
    // Without this the matrices may go as soon as their addresses are known.
    withExtendedLifetime(matrices) {
      _ = ck_multiply_by(
        CK_LIBRARY,
        ck_product(
          transposeA: false, transposeB: false, rows: extent, columns: extent, inner: extent,
          a: matrices[0].start, leadingA: extent, b: matrices[1].start, leadingB: extent, bias: nil,
          c: matrices[2].start, leadingC: extent, goesOn: false, upcoming: nil))
    }
    return 2 * Double(extent * extent * extent) / (ContinuousClock.now - start).inSeconds
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}

extension Workspace {
  fileprivate func times(_ stopwatch: Stopwatch, steps: Int, batch: Int, _ network: Network)
    -> [StepProfile.BlockTime]
  {
    stagesOfBlocks.enumerated().map { number, block in
      func mean(_ activity: Stopwatch.Activity) -> Double {
        block.reduce(0) { $0 + stopwatch.seconds(activity, stage: $1) } / Double(steps)
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
