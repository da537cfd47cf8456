import Basis
import NeuralNet

/// Runs one layer's engine on one batch, cut into shards as asked, all in this thread.
struct LayerRun {
  let layer: any Layer
  let shape: Shape
  var parameters: [Float]
  var state: [Float]
  var mode = Pass.Mode.training
  var key: UInt64 = 5

  init(_ layer: any Layer, _ shape: Shape) {
    self.layer = layer
    self.shape = shape
    func first(_ spec: TensorSpec) -> [Float] {
      if case .constant(let number) = spec.start { return Array(repeating: number, count: spec.count) }
      var random = Random(seed: 3)
      return (0..<spec.count).map { _ in Float(random.normal()) }
    }
    parameters = layer.parameters(for: shape).flatMap(first)
    state = layer.state(for: shape).flatMap(first)
  }

  struct Result: Equatable {
    var output: [Float]
    var inputGradient: [Float]
    /// Summed over the shards in their order.
    var gradients: [Float]
  }

  /// x [N, I], g [N, O]
  mutating func callAsFunction(_ x: [Float], gradient g: [Float]? = nil, shards: Int = 1) throws -> Result {
    let batch = x.count / shape.count
    let outputs = try layer.output(for: shape).count
    let engine = layer.makeEngine(input: shape, capacity: batch, shards: shards)
    var y = [Float](repeating: .nan, count: batch * outputs)
    var inputGradient = [Float](repeating: .nan, count: x.count)
    let perShard = max(1, parameters.count)
    var gradients = [Float](repeating: .nan, count: perShard * shards)
    let hasParameters = !parameters.isEmpty
    var keptParameters = parameters + [0]
    var keptState = state + [0]
    let (mode, key) = (mode, key)
    let slope = g ?? Array(repeating: 0, count: y.count)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        slope.withUnsafeBufferPointer { slope in
          inputGradient.withUnsafeMutableBufferPointer { inputGradient in
            gradients.withUnsafeMutableBufferPointer { gradients in
              keptParameters.withUnsafeMutableBufferPointer { parameters in
                keptState.withUnsafeMutableBufferPointer { state in
                  guard let x = x.baseAddress, let y = y.baseAddress, let slope = slope.baseAddress,
                    let inputGradient = inputGradient.baseAddress, let gradients = gradients.baseAddress,
                    let parameters = parameters.baseAddress, let state = state.baseAddress
                  else { return }
                  func pass(_ shard: Int) -> Pass {
                    Pass(
                      mode: mode, rows: batch * shard / shards..<batch * (shard + 1) / shards, batch: batch,
                      shard: shard, shards: shards, input: x, output: y, outputGradient: slope,
                      inputGradient: inputGradient, parameters: UnsafePointer(parameters),
                      gradients: hasParameters ? gradients + shard * perShard : nil, state: state,
                      randomKey: key)
                  }
                  for phase in 0..<engine.forwardPhases {
                    for shard in 0..<shards { engine.forward(pass(shard), phase: phase) }
                  }
                  guard g != nil else { return }
                  for phase in 0..<engine.backwardPhases {
                    for shard in 0..<shards { engine.backward(pass(shard), phase: phase) }
                  }
                  var whole = pass(0)
                  whole.rows = 0..<batch
                  for part in engine.gradientParts.indices { engine.gradient(whole, part: part) }
                }
              }
            }
          }
        }
      }
    }
    state = Array(keptState.dropLast())
    let addends = engine.gradientParts.isEmpty ? shards : 1
    let sums = parameters.indices.map { index in
      (1..<max(1, addends)).reduce(gradients[index]) { $0 + gradients[$1 * perShard + index] }
    }
    return Result(output: y, inputGradient: inputGradient, gradients: sums)
  }
}
