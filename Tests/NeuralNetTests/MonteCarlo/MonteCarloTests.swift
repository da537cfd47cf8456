import Basis
import Foundation
import NeuralNet
import Testing

@Suite struct MonteCarloTests {
  /// y = Σ wᵢ·dropout(xᵢ), whose mean is w·x and whose variance is Σ (wᵢxᵢ)²·p/(1 − p).
  @Test(arguments: [0.2, 0.5]) func meanAndSpreadOfALinearNetAreThoseOfTheory(rate: Float) throws {
    var model = try Model.plain([4], [[Dropout(rate)], [Dense(1)]], loss: MeanSquaredError())
    let (w, x): ([Float], [Float]) = ([1, -2, 0.5, 3], [2, 1, -1, 0.5])
    try model.edit { $0.parameters = w + [7] }
    // 700 copies of one sample go through in several portions, and none must repeat another's masks.
    let copies = 700
    let samples = Samples(
      shape: [4], features: Array(repeating: x, count: copies).flatMap { $0 },
      targets: .values(Array(repeating: 0, count: copies), width: 1))
    let passes = 400
    let found = try Engine(threads: 2).monteCarlo(model, on: samples, passes: passes)
    let p = Double(rate)
    let terms = zip(w, x).map { Double($0 * $1) }
    let variance = terms.reduce(0) { $0 + $1 * $1 } * p / (1 - p)
    let all = Double(copies * passes)
    let mean = found.predictions.reduce(0) { $0 + $1.value } / Double(copies)
    let spread = found.predictions.reduce(0) { $0 + $1.spread * $1.spread } / Double(copies)
    #expect(abs(mean - (terms.reduce(0, +) + 7)) < 5 * (variance / all).squareRoot())
    // The variance of a sample variance is about (μ₄ − σ⁴)/n, and μ₄ is below 5σ⁴ here.
    #expect(abs(spread / variance - 1) < 5 * (4 / all).squareRoot())
    // A portion holds 256 samples at most: were its masks used again, there would be no more values than that.
    #expect(Set(found.predictions.map(\.value)).count > 300)
    // What is evaluated is the mean: its squared error is that of the means.
    let error = found.predictions.reduce(0) { $0 + $1.value * $1.value } / Double(copies)
    #expect(abs((found.mean.meanSquaredError ?? 0) / error - 1) < 1e-6)
  }

  private func model(_ rate: Float, _ loss: any Loss = CrossEntropy(), outputs: Int = 4) throws -> Model {
    var model = try Model.plain(
      [8],
      [
        [Dense(12), BatchNormalization(), try activation("relu"), Dropout(rate)],
        [ActivationLayer(RReLU()), Dropout(rate)], [Dense(outputs)],
      ], loss: loss)
    try model.shake()
    return model
  }

  @Test func aRateOfZeroIsPlainEvaluation() throws {
    let samples = Samples.blobs(300)
    let model = try model(0)
    let engine = Engine(threads: 1)
    let (found, plain) = (
      try engine.monteCarlo(model, on: samples, passes: 3), try engine.evaluate(model, on: samples)
    )
    #expect(found.single == plain && found.mean.correct == plain.correct)
    #expect(abs(found.mean.loss - plain.loss) < 1e-6)
    #expect(found.predictions.allSatisfy { $0.spread == 0 } && found.predictions.count == 300)
  }

  @Test func bitsDependOnTheSeedAloneAndNothingOfTheModelMoves() throws {
    let samples = Samples.blobs(300)
    let model = try model(0.3)
    let before = model.digest
    let found = try [1, 2].map { try Engine(threads: $0).monteCarlo(model, on: samples, passes: 5) }
    #expect(found[0].predictions.map(\.value) == found[1].predictions.map(\.value))
    #expect(found[0].predictions.map(\.spread) == found[1].predictions.map(\.spread))
    #expect(found[0].mean == found[1].mean && model.digest == before)
    let other = Model(network: model.network, loss: model.loss, optimizer: model.optimizer, seed: 8)
    let another = try Engine(threads: 1).monteCarlo(other, on: samples, passes: 5)
    #expect(another.predictions.map(\.value) != found[0].predictions.map(\.value))
  }

  @Test func oneOutputForTwoClassesSpreadsAlikeForBothAnswers() throws {
    // z = 2·dropout(x): for x = ±1 the probability of the answer is σ(4) or σ(0) = ½ at a rate of one half.
    var model = try Model.plain([1], [[Dropout(0.5)], [Dense(1, bias: false)]], loss: BinaryCrossEntropy())
    try model.edit { $0.parameters = [2] }
    let samples = Samples(shape: [1], features: [1, -1], targets: .classes([1, 1], count: 2))
    let found = try Engine(threads: 1).monteCarlo(model, on: samples, passes: 10_000)
    let high = 1 / (1 + exp(-4.0))
    for (prediction, answer) in zip(found.predictions, [1, 0]) {
      #expect(prediction.answer == answer && prediction.isRight == (answer == 1))
      #expect(abs(prediction.value - (high + 0.5) / 2) < 0.01)
      #expect(abs(prediction.spread - (high - 0.5) / 2) < 0.01)
    }
    #expect(found.mean.correct == 1)
    // The loss of the mean prediction, from the probabilities that were told.
    let loss = -(log(found.predictions[0].value) + log(1 - found.predictions[1].value)) / 2
    #expect(abs(found.mean.loss - loss) < 1e-6)
  }

  @Test func aNetworkWithoutDropoutIsAProblemThatTeaches() throws {
    let model = try Model.plain([8], [[Dense(4)]])
    do {
      _ = try Engine(threads: 1).monteCarlo(model, on: Samples.blobs(20), passes: 10)
      Issue.record("no problem")
    } catch let problem as Problem {
      #expect(problem.message.contains("same") && problem.advice?.contains("dropout") == true)
    }
  }

  @Test func anInterruptionEndsIt() throws {
    let model = try model(0.3)
    var asked = 0
    #expect(throws: Problem.self) {
      try Engine(threads: 1).monteCarlo(model, on: Samples.blobs(20), passes: 1000) {
        asked += 1
        return asked < 3
      }
    }
    #expect(asked == 3)
  }
}
