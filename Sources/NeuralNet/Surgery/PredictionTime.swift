import Basis

/// How long predictions take, measured in turn so that what else the machine does falls on all alike.
package struct PredictionTime: Sendable {
  /// Seconds of one pass over all samples: for each network one number a repeat.
  package let seconds: [[Double]]
  /// Passes that were timed together in each repeat.
  package let passes: Int

  package init(seconds: [[Double]], passes: Int) {
    self.seconds = seconds
    self.passes = passes
  }

  package var repeats: Int { seconds.first?.count ?? 0 }

  package func median(of network: Int) -> Double {
    let sorted = seconds[network].sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// How many times as long one network takes as another: the median of the repeats' ratios, and a range around it
  /// that holds the true one with at least 95 % confidence. Neighbouring passes share what disturbs them, so
  /// ratios stay steadier than times do.
  package func ratio(of network: Int, to other: Int) -> (median: Double, range: ClosedRange<Double>) {
    let ratios = zip(seconds[network], seconds[other]).map { $0 / max($1, 1e-12) }.sorted()
    let count = ratios.count
    // Ranks of the sign test: each repeat falls on either side of the true median like a fair coin, so at most
    // 2.5 % of all samples have fewer than this on one side.
    let rank = max(0, Int((Double(count) - 1.96 * Double(count).squareRoot()) / 2) - 1)
    let median = (ratios[(count - 1) / 2] + ratios[count / 2]) / 2
    return (median, ratios[rank]...ratios[count - 1 - rank])
  }
}

extension Engine {
  /// Times forward passes over the samples on one thread: every model once a repeat. Of very slow ones
  /// there are three repeats only.
  package func predictionTime(_ models: [Model], on samples: Samples, repeats: Int = 11) throws
    -> PredictionTime
  {
    for model in models { try Engine.check(model, samples, needsTargets: false) }
    return BatchSource.with(samples) { source in
      let works = models.map { model in
        let portion = Engine.portion(model, of: source.count)
        let workspace = Workspace(model, capacity: portion, gang: gang)
        workspace.load(model)
        return (workspace: workspace, portion: portion)
      }
      func time(_ work: (workspace: Workspace, portion: Int), passes: Int) -> Double {
        let start = ContinuousClock.now
        for _ in 0..<passes {
          for first in stride(from: 0, to: source.count, by: work.portion) {
            let count = min(work.portion, source.count - first)
            work.workspace.run(
              Job(.forward, .inference, Batch(source, first: first, count: count)), threads: 1)
          }
        }
        return (ContinuousClock.now - start).inSeconds / Double(passes)
      }
      // First passes are slow: they warm the caches.
      for work in works { _ = time(work, passes: 1) }
      let slowest = works.map { max(time($0, passes: 1), 1e-9) }.max() ?? 1
      let passes = max(1, min(1000, Int(shortestRepeat / slowest)))
      var seconds = models.map { _ in [Double]() }
      for turn in 0..<(slowest < longestPass ? max(1, repeats) : 3) {
        // Each goes first as often as last: who comes after whom makes a difference, too.
        let order = turn.isMultiple(of: 2) ? Array(works.indices) : works.indices.reversed()
        for index in order { seconds[index].append(time(works[index], passes: passes)) }
      }
      return PredictionTime(seconds: seconds, passes: passes)
    }
  }
}

/// Seconds that each repeat should last at least: far above the clock's grain and a thread's turn.
private let shortestRepeat = 0.005
/// Seconds of a pass beyond which three repeats have to do.
private let longestPass = 0.5
