import Basis
import NeuralNet
import Testing

@Suite struct EvaluationTests {
  /// y = x for one number.
  private func identity(_ loss: any Loss) throws -> Model {
    var model = try Model.plain([1], [[Dense(1)]], loss: loss)
    try model.edit { $0.parameters = [1, 0] }
    return model
  }

  @Test func errorsOfARegressionAreThoseOfTheirDefinitions() throws {
    // Errors 1, −1, 2, 0; targets 0, 2, 1, 3 with mean 1.5 and squared distances 5 in all.
    let samples = Samples(shape: [1], features: [1, 1, 3, 3], targets: .values([0, 2, 1, 3], width: 1))
    let got = try Engine(threads: 1).evaluate(
      try identity(try Losses.family.make("mean-squared-error")), on: samples)
    #expect(got.meanSquaredError == 1.5)
    #expect(got.meanAbsoluteError == 1)
    #expect(abs((got.explainedVariance ?? 9) - (1 - 6.0 / 5)) < 1e-12)
    #expect(got.correct == nil && got.accuracy == nil && got.samples == 4)
  }

  @Test func constantTargetsHaveNoVarianceToExplain() throws {
    let samples = Samples(shape: [1], features: [1, 2], targets: .values([5, 5], width: 1))
    let got = try Engine(threads: 1).evaluate(
      try identity(try Losses.family.make("mean-squared-error")), on: samples)
    #expect(got.explainedVariance == nil)
  }

  @Test func rightAnswersAreCountedOverAllPortions() throws {
    // The sign decides; 700 samples take several portions, and every seventh label is wrong.
    let features = (0..<700).map { Float($0 % 2 == 0 ? 1 : -1) }
    let labels = (0..<700).map { Int32(($0 % 2 == 0) != ($0 % 7 == 0) ? 1 : 0) }
    let samples = Samples(shape: [1], features: features, targets: .classes(labels, count: 2))
    let got = try Engine(threads: 2).evaluate(
      try identity(try Losses.family.make("binary-cross-entropy")), on: samples)
    #expect(got.correct == 600)
    #expect(abs((got.standardError ?? 0) - (6.0 / 7 / 7 / 700).squareRoot()) < 1e-12)
  }

  @Test func outputsComeInTheOrderOfTheSamples() throws {
    let features = (0..<1000).map(Float.init)
    let samples = Samples(
      shape: [1], features: features, targets: .values(Array(repeating: 0, count: 1000), width: 1))
    let outputs = try Engine(threads: 2).outputs(try identity(OutputLoss()), for: samples)
    #expect(outputs == features)
  }

  @Test func theReportOfAnEpochIsTheMeanOverItsBatches() throws {
    // With a rate of 0 the epoch's mean is the evaluation of the same samples.
    let samples = Samples.blobs(100)
    var model = try Model.plain([8], [[Dense(4)]])
    model.optimizer.learningRate = 0
    model.clipping = try Clippings.family.make("global-norm")
    let engine = Engine(threads: 1)
    let plan = TrainingPlan(epochs: 1, batch: 32, watchesGradients: true)
    let outcome = try engine.train(&model, on: samples, validation: nil, plan: plan) { _ in true }
    let evaluation = try engine.evaluate(model, on: samples)
    let report = try #require(outcome.last)
    #expect(abs(report.training.loss - evaluation.loss) < 1e-9)
    #expect(report.training.correct == evaluation.correct && report.samples == 100)
    #expect(report.gradients?.count == 1 && report.gradients?[0] ?? 0 > 0)
    #expect(report.clipping?.steps == 4)
  }

  @Test func clippingIsReportedWithWhatItTookAway() throws {
    // The gradient of the mean output of sample 3 is 3 by the weight: clipped to 1, two thirds are gone.
    let samples = Samples(shape: [1], features: [3, 3], targets: .values([0, 0], width: 1))
    var model = try Model.plain([1], [[Dense(1, bias: false)]], loss: OutputLoss())
    var clipping = try Clippings.family.make("global-norm")
    try clipping.set("limit", to: .number(1))
    model.clipping = clipping
    try model.edit { $0.parameters = [2] }
    let outcome = try Engine(threads: 1).step(&model, samples, 1)
    let summary = try #require(outcome.clipping)
    #expect(summary.steps == 1 && summary.fired == 1 && summary.largestNorm == 3)
    #expect(abs(summary.removedFraction - 2.0 / 3) < 1e-6)
    #expect(abs(model.network.parameters[0] - 1.9) < 1e-6)
  }
}
