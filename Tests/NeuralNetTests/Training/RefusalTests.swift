import Basis
import NeuralNet
import Testing

/// What a learner can do wrong is a problem that says what to type instead.
@Suite struct RefusalTests {
  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch let problem as Problem {
      return problem.advice == nil ? "" : problem.message
    } catch { return "\(error)" }
    return ""
  }

  @Test func whatCannotBeRunIsRefusedInWords() throws {
    let engine = Engine(threads: 1)
    let samples = Samples.blobs(40)
    var empty = try Model.plain([8], [])
    #expect(message { try engine.train(&empty, samples, epochs: 1) }.contains("nothing to train"))
    #expect(message { _ = try engine.evaluate(empty, on: samples) }.contains("no layers"))
    #expect(message { _ = try engine.probe(empty, on: samples) }.contains("no layers"))
    var flat = try Model.plain([8], [[Flatten()]])
    #expect(message { try engine.train(&flat, samples, epochs: 1) }.contains("nothing to train"))
    var model = try Model.plain([8], [[Dense(4)]])
    let others = Samples.blobs(40, shape: [9])
    #expect(
      message { try engine.train(&model, others, epochs: 1) }.contains("takes samples of 8, the data has 9"))
    let none = Samples(shape: [8], features: [], targets: .classes([], count: 4))
    #expect(message { try engine.train(&model, none, epochs: 1) }.contains("no samples"))
    #expect(message { _ = try engine.evaluate(model, on: none) }.contains("no samples"))
    #expect(message { _ = try engine.outputs(model, for: none) }.contains("no samples"))
    #expect(message { try engine.train(&model, samples, epochs: 0) }.contains("at least one epoch"))
    #expect(message { try engine.train(&model, samples, epochs: 1, batch: 0) }.contains("batch=0"))
    let wide = try Model.plain([8], [[Dense(1_000_000)], [Dense(1)]])
    #expect(message { _ = try engine.probe(wide, on: Samples.blobs(2000)) }.contains("at most 8 GB"))
  }

  @Test func aBatchLargerThanTheDataIsTheWholeData() throws {
    var model = try Model.plain([8], [[Dense(4)]])
    let outcome = try Engine(threads: 1).train(&model, Samples.blobs(40), epochs: 2, batch: .max)
    #expect(outcome.steps == 2)
  }
}
