import Basis
import NeuralNet
import Testing

@Suite struct ThreadTests {
  /// A network with every kind of layer that draws, couples samples or learns outside weights; large enough for a
  /// second thread.
  static func model() throws -> Model {
    try .plain(
      [40],
      [
        [Dense(120), BatchNormalization(), try activation("prelu"), Dropout(0.3)],
        [Dense(120), try activation("rrelu"), BatchNormalization()],
        [Dense(120), try activation("tanh"), Dropout(0.1)],
        [Dense(4)],
      ])
  }

  @Test(arguments: [7, 16, 33, 64])
  func theBitsAreTheSameForAnyNumberOfThreads(_ batch: Int) throws {
    let samples = Samples.blobs(batch * 5 + 3, shape: [40])
    var results: [Model] = []
    for threads in [1, 2, 3] {
      var model = try ThreadTests.model()
      try Engine(threads: threads).step(&model, samples, 20, batch: batch)
      results.append(model)
    }
    let start = try ThreadTests.model()
    #expect(results[0].digest != start.digest)
    for other in results.dropFirst() {
      #expect(other.digest == results[0].digest)
      #expect(other.network.parameters == results[0].network.parameters)
      #expect(other.network.state == results[0].network.state)
    }
  }

  @Test func evaluationAndOutputsAreTheSameForAnyNumberOfThreads() throws {
    let samples = Samples.blobs(700, shape: [40])
    let model = try ThreadTests.model()
    let (one, two) = (Engine(threads: 1), Engine(threads: 2))
    #expect(try one.evaluate(model, on: samples) == two.evaluate(model, on: samples))
    #expect(try one.outputs(model, for: samples) == two.outputs(model, for: samples))
    #expect(try one.gradients(model, on: samples).parameters == two.gradients(model, on: samples).parameters)
  }

  @Test func enginesMayWorkSideBySide() async throws {
    let samples = Samples.blobs(200, shape: [40])
    let digests = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var model = try ThreadTests.model()
          try Engine(threads: 2).step(&model, samples, 20)
          return model.digest
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(digests.count == 1)
  }
}
