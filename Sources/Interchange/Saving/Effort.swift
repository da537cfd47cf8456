import Basis
import NeuralNet

/// What training on a network has cost so far, and how the latest went.
package struct Effort: Codable, Equatable, Sendable {
  package var seconds: Double
  package var samples: Int
  package var clipping: ClippingSummary?
  /// The key under which the latest training was recorded.
  package var run: String?
  /// Samples per step of the latest training.
  package var batch: Int?

  package var epochs: [EpochRecord]
  package var pretraining: PretrainingScores
  package var inheritance: Inheritance?

  package init(
    seconds: Double, samples: Int, clipping: ClippingSummary?, run: String?, batch: Int? = nil,
    epochs: [EpochRecord], pretraining: PretrainingScores, inheritance: Inheritance? = nil
  ) {
    (self.run, self.batch, self.epochs, self.pretraining) = (run, batch, epochs, pretraining)
    self.seconds = seconds
    self.samples = samples
    self.clipping = clipping
    self.inheritance = inheritance
  }

  func checked() throws -> Effort {
    guard (0...1e15).contains(seconds), (0...1 << 53).contains(samples) else {
      throw Problem("training took \(seconds) s for \(samples) samples, which cannot be", kind: .malformed)
    }
    guard (1...1 << 53).contains(batch ?? 1) else {
      throw Problem("a training's step had \(batch ?? 0) samples, which cannot be", kind: .malformed)
    }
    if let clipping {
      guard (0...1 << 53).contains(clipping.steps), (0...clipping.steps).contains(clipping.fired),
        (0...1).contains(clipping.removedFraction), clipping.largestNorm >= 0
      else {
        throw Problem(
          "clipping fired in \(clipping.fired) of \(clipping.steps) steps, which cannot be", kind: .malformed)
      }
    }
    if let inheritance {
      guard (0...1e15).contains(inheritance.seconds), (0...inheritance.seconds).contains(inheritance.counted)
      else {
        throw Problem(
          "\(inheritance.counted) of \(inheritance.seconds) s of inherited training are counted, which cannot be",
          kind: .malformed)
      }
    }
    guard run?.utf8.count ?? 0 <= 100 else {
      throw Problem("the key of a run has at most 100 bytes", kind: .malformed)
    }
    return self
  }
}

/// Training that went into weights before they came here from other networks.
package struct Inheritance: Codable, Equatable, Sendable {
  package private(set) var seconds = 0.0
  /// Seconds that are part of a run.
  package private(set) var counted = 0.0
  /// Keys of the latest runs of the networks that the weights came from.
  private var runs: [String] = []

  package init() {}

  /// Takes over from a network which so many seconds, its own inheritance included, went into. Nothing is counted twice
  /// where several layers come from one network one by one.
  package mutating func take(_ seconds: Double, from run: String) {
    guard !runs.contains(run) else { return }
    runs.append(run)
    self.seconds += seconds
  }

  /// What no run has counted yet; nil where that is nothing.
  package mutating func count() -> Double? {
    defer { counted = seconds }
    return seconds > counted ? seconds - counted : nil
  }
}
