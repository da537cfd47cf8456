import Basis
import NeuralNet

/// What training on a network has cost so far, and how its latest clipping went.
package struct Effort: Codable, Equatable, Sendable {
  package var seconds: Double
  package var samples: Int
  package var clipping: ClippingSummary?
  /// The key under which the latest training was recorded.
  package var run: String?

  package var epochs: [EpochRecord]
  package var pretraining: PretrainingScores

  package init(
    seconds: Double, samples: Int, clipping: ClippingSummary?, run: String?, epochs: [EpochRecord],
    pretraining: PretrainingScores
  ) {
    (self.run, self.epochs, self.pretraining) = (run, epochs, pretraining)
    self.seconds = seconds
    self.samples = samples
    self.clipping = clipping
  }

  func checked() throws -> Effort {
    guard (0...1e15).contains(seconds), (0...1 << 53).contains(samples) else {
      throw Problem("training took \(seconds) s for \(samples) samples, which cannot be", kind: .malformed)
    }
    if let clipping {
      guard (0...1 << 53).contains(clipping.steps), (0...clipping.steps).contains(clipping.fired),
        (0...1).contains(clipping.removedFraction), clipping.largestNorm >= 0
      else {
        throw Problem(
          "clipping fired in \(clipping.fired) of \(clipping.steps) steps, which cannot be", kind: .malformed)
      }
    }
    guard run?.utf8.count ?? 0 <= 100 else {
      throw Problem("the key of a run has at most 100 bytes", kind: .malformed)
    }
    return self
  }
}
