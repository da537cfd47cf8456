import Basis
import NeuralNet

/// The law that every layer's backward keeps: it is the derivative of its own forward.
enum GradientLaw {
  /// Largest distance between a layer's gradients and central differences of L = Σ y·c of its own outputs, relative to the
  /// largest gradient. Differences of Float outputs carry noise of about 1e-4 at this step.
  static func violation(_ layer: any Layer, _ shape: Shape, batch: Int = 6, shards: Int = 2) throws -> Double
  {
    var random = Random(seed: 21)
    var run = LayerRun(layer, shape)
    for index in run.parameters.indices { run.parameters[index] += Float(0.3 * random.normal()) }
    run.mode = .probing
    let x = (0..<batch * shape.count).map { _ in
      // Away from kinks at 0 and ±3, across which a difference says nothing.
      let draw = random.normal()
      return Float(abs(draw) < 0.1 ? draw + 0.2 : draw)
    }
    let outputs = batch * (try layer.output(for: shape).count)
    let c = (0..<outputs).map { _ in Float(random.normal()) }
    let result = try run(x, gradient: c, shards: shards)

    func loss(_ x: [Float], _ parameters: [Float]) throws -> Double {
      var other = run
      other.parameters = parameters
      return zip(try other(x, shards: shards).output, c).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let step: Float = 0x1p-7
    func difference(_ numbers: [Float], _ index: Int, _ loss: ([Float]) throws -> Double) rethrows -> Double {
      var (up, down) = (numbers, numbers)
      up[index] += step
      down[index] -= step
      return (try loss(up) - loss(down)) / (Double(up[index]) - Double(down[index]))
    }
    let byInput = try x.indices.map { index in try difference(x, index) { try loss($0, run.parameters) } }
    let byParameters = try run.parameters.indices.map { index in
      try difference(run.parameters, index) { try loss(x, $0) }
    }
    return max(
      distance(result.inputGradient, byInput), distance(result.gradients, byParameters))
  }

  private static func distance(_ gradient: [Float], _ expected: [Double]) -> Double {
    let scale = expected.map(abs).max() ?? 0
    guard scale > 0 else { return gradient.allSatisfy { $0 == 0 } ? 0 : .infinity }
    let gaps = zip(gradient, expected).map { abs(Double($0) - $1) }
    return gaps.contains { $0.isNaN } ? .infinity : (gaps.max() ?? 0) / scale
  }
}
