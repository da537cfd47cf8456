import Basis
import NeuralNet
import Testing

@Suite struct TrainingTests {
  @Test func separatedBlobsAreLearned() throws {
    let samples = Samples.blobs(600, shape: [4, 2, 1])
    var network = Network(input: samples.shape, seed: 3)
    try network.append([Dense(16), ActivationLayer(try Activations.family.make("relu"))])
    try network.append([Dense(4)])
    var model = Model(network: network, loss: PlainCrossEntropy(), optimizer: PlainDescent(), seed: 3)
    let engine = Engine(threads: 2)
    let before = try engine.evaluate(model, on: samples)
    let outcome = try engine.train(
      &model, on: samples, validation: samples, plan: TrainingPlan(epochs: 5, batch: 32)
    ) { _ in true }
    let after = try engine.evaluate(model, on: samples)
    #expect(outcome.epochs == 5)
    #expect(outcome.steps == 5 * 19)
    #expect(model.steps == 95 && model.epochs == 5)
    #expect(after.loss < before.loss / 4)
    #expect(after.accuracy ?? 0 > 0.97)
    #expect(outcome.last?.validation == after)
  }
}
