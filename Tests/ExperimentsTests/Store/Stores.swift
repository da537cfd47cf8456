import Experiments
import Foundation
import TestSupport

extension Scratch {
  /// Of the store of runs in it.
  var files: RunFiles { RunFiles(folder: path) }
}

/// A moment that tests move by hand.
final class HandClock {
  var now = 0.0
}

enum Samples {
  /// A run with something in every field; numbers that are sums of powers of two.
  static func run(_ seed: UInt64 = 42, epochs: Int = 3) -> RunRecord {
    var run = RunRecord()
    run.date = Date(timeIntervalSince1970: 1_700_000_000.5)
    run.version = "0.1"
    run.configuration = [
      .init("data", "digits"), .init("optimizer", "adam lr=0.01"), .init("note", "a, \"b\" ü\n"),
    ]
    run.seed = seed
    run.script = ["seed 42", "data digits", "train 3"]
    run.epochs = (1...epochs).map {
      RunRecord.Epoch(
        $0, loss: 1 / Double($0), validationLoss: 0.5, accuracy: 0.75, validationAccuracy: 0.625, rate: 0.01,
        seconds: 0.125)
    }
    run.layers = [
      .init("dense 50 relu", meanAbsolute: 0.25, deviation: 0.5, norm: 2, zeroFraction: 0.0625),
      .init("dropout 0.2"),
    ]
    run.measures = [.init("gap", -0.5)]
    run.test = .init(samples: 270, loss: 0.25, accuracy: 0.9)
    run.ending = .interrupted
    (run.steps, run.samples, run.seconds, run.digest) = (120, 3771, 0.5, "8193271d10e888a8")
    return run
  }
}
