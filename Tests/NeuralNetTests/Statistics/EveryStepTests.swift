import Basis
import Foundation
import NeuralNet
import Testing

/// Gradients that are summarized while a step is made, against those that are computed for their own sake.
@Suite struct EveryStepTests {
  private final class Ear: @unchecked Sendable {
    // Training calls from one thread.
    var heard: [[TensorStatistics?]] = []
  }

  @Test(arguments: [1, 2], [false, true])
  func theFiguresOfAStepAreThoseOfItsGradient(_ threads: Int, _ clips: Bool) throws {
    let samples = Samples.blobs(64, shape: [40])
    var model = try ThreadTests.model()
    if clips { model.clipping = GlobalNormClipping() }
    let ear = Ear()
    var plan = TrainingPlan(epochs: .max, batch: 64, steps: 3)
    plan.hearsGradients = { ear.heard.append($0) }
    var trained = model
    _ = try Engine(threads: threads).train(&trained, on: samples, validation: nil, plan: plan) { _ in true }
    #expect(ear.heard.count == 3)

    // The same steps without listening are the same bits, and after the first two of them a watched epoch's mean is
    // the third's.
    var other = model
    try Engine(threads: 1).step(&other, samples, 2, batch: 64)
    var report: EpochReport?
    let watching = TrainingPlan(epochs: 1, batch: 64, watchesGradients: true)
    _ = try Engine(threads: 1).train(&other, on: samples, validation: nil, plan: watching) { event in
      if case .epoch(let finished) = event { report = finished }
      return true
    }
    #expect(other.digest == trained.digest)
    let expected = try #require(report?.gradients)
    let last = try #require(ear.heard.last)
    #expect(last.count == 4)
    for (got, mean) in zip(last, expected) {
      let mean = try #require(mean)
      #expect(abs(try #require(got).meanAbsolute - mean) <= 1e-6 * mean)
    }
  }
}
