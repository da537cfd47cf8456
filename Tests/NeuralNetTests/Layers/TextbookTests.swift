import Basis
import NeuralNet
import Testing
import Textbook

/// Every layer's engine computes what the textbook says, forwards and backwards, however the batch is cut.
@Suite struct LayersAgainstTextbookTests {
  @Test(arguments: GradientTests.cases)
  func forwardBackwardAndRunningStatisticsAgree(_ trial: Int, _ shape: Shape) throws {
    try Self.expectAgreement(of: GradientTests.trials[trial], on: shape, batch: 19)
  }

  /// In all modes, and cut in several ways.
  static func expectAgreement(of layer: any Layer, on shape: Shape, batch: Int) throws {
    let textbook = try #require(layer as? any TextbookLayer)
    var random = Random(seed: 31)
    let x = (0..<batch * shape.count).map { _ in Float(2 * random.normal() + 0.5) }
    let outputs = try layer.output(for: shape).count
    let g = (0..<batch * outputs).map { _ in Float(random.normal()) }
    for (mode, shards) in [
      (Pass.Mode.training, 1), (.training, 2), (.training, 3), (.probing, 2), (.inference, 2),
    ] where shards <= batch {
      var run = LayerRun(layer, shape)
      for index in run.parameters.indices { run.parameters[index] += Float(0.3 * random.normal()) }
      for index in run.state.indices { run.state[index] += Float(random.uniform()) }
      run.mode = mode
      var pass = TextbookPass(input: shape, mode: mode, randomKey: run.key)
      pass.parameters = Self.tensors(run.parameters, layer.parameters(for: shape))
      pass.state = Self.tensors(run.state, layer.state(for: shape))
      let before = run.state
      let fast = try run(x, gradient: mode == .inference ? nil : g, shards: shards)
      let exact = textbook.forward(Self.rows(x, shape.count), pass)
      expectAgreement(fast.output, exact.output.flatMap { $0 }, "\(layer.title) output")
      guard mode != .inference else { continue }
      let back = exact.backward(Self.rows(g, outputs))
      expectAgreement(fast.inputGradient, back.input.flatMap { $0 }, "\(layer.title) ∂L/∂input")
      expectAgreement(fast.gradients, back.parameters.flatMap { $0 }, "\(layer.title) ∂L/∂parameters")
      let state = exact.state.flatMap { $0 }
      let expected = mode == .training && !state.isEmpty ? state : before.map(Double.init)
      expectAgreement(run.state, expected, "\(layer.title) state")
    }
  }

  private static func expectAgreement(_ fast: [Float], _ exact: [Double], _ comment: Comment) {
    let size = exact.map(abs).max() ?? 1
    #expect(fast.count == exact.count, comment)
    #expect(zip(fast, exact).allSatisfy { abs(Double($0) - $1) <= 1e-5 * size }, comment)
  }

  private static func rows(_ numbers: [Float], _ width: Int) -> [[Double]] {
    stride(from: 0, to: numbers.count, by: width).map { numbers[$0..<$0 + width].map(Double.init) }
  }

  private static func tensors(_ numbers: [Float], _ specs: [TensorSpec]) -> [[Double]] {
    var rest = numbers.map(Double.init)[...]
    return specs.map { spec in
      defer { rest = rest.dropFirst(spec.count) }
      return Array(rest.prefix(spec.count))
    }
  }
}
