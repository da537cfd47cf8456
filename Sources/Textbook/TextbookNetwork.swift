import Basis
import NeuralNet

/// A network of the engine once more, in plain Double: the same layers, parameters and running statistics.
package struct TextbookNetwork {
  package let layout: NetworkLayout
  /// Flat, as in `Network`.
  package var parameters: [Double]
  package var state: [Double]
  /// The parameters that are 0 and stay so; empty if there are none.
  package var pruned: [Bool]
  /// The model's seed, from which dropout masks and random slopes follow as in the engine.
  package var seed: UInt64

  package init(_ network: Network, seed: UInt64 = 0) {
    layout = network.layout
    parameters = network.parameters.map(Double.init)
    state = network.state.map(Double.init)
    pruned = network.pruned
    self.seed = seed
  }

  /// The outputs for these samples, [N, O].
  package func outputs(
    _ x: [[Double]], mode: Pass.Mode = .inference, step: Int = 0
  ) -> [[Double]] {
    forward(x, mode, step).last?.output ?? x
  }

  package func loss(
    _ loss: any TextbookLoss, _ samples: Samples, mode: Pass.Mode = .inference, step: Int = 0
  ) -> Double {
    loss.mean(outputs(samples.rows, mode: mode, step: step), samples.targets)
  }

  /// ∂L/∂parameters, flat.
  package func gradient(
    _ loss: any TextbookLoss, _ samples: Samples, mode: Pass.Mode = .probing, step: Int = 0
  ) -> [Double] {
    let steps = forward(samples.rows, mode, step)
    var g = loss.gradient(steps.last?.output ?? samples.rows, samples.targets)
    var gradient: [Double] = []
    for step in steps.reversed() {
      let back = step.backward(g)
      gradient = back.parameters.flatMap { $0 } + gradient
      g = back.input
    }
    return gradient
  }

  /// The same by numeric differentiation.
  package func gradientByDifferences(
    _ loss: any TextbookLoss, _ samples: Samples, mode: Pass.Mode = .probing, step: Int = 0
  ) -> [Double] {
    Differences.gradient(
      of: { parameters in
        var moved = self
        moved.parameters = parameters
        return moved.loss(loss, samples, mode: mode, step: step)
      }, at: parameters)
  }

  func keepPruned(_ numbers: inout [Double]) {
    for index in pruned.indices where pruned[index] { numbers[index] = 0 }
  }

  func forward(_ x: [[Double]], _ mode: Pass.Mode, _ step: Int) -> [TextbookStep] {
    var signal = x
    return layout.layers.map { placed in
      guard let layer = placed.layer as? any TextbookLayer else {
        preconditionFailure("\(placed.layer.name) has no textbook version")
      }
      let noise = Random(seed: seed).stream("noise " + placed.name, placed.owner).state
      let done = layer.forward(
        signal,
        TextbookPass(
          input: placed.input, parameters: placed.parameters.map { Array(parameters[$0.range]) },
          state: placed.state.map { Array(state[$0.range]) },
          // Probing is training without moving statistics.
          mode: mode == .training && placed.isFrozen ? .probing : mode,
          randomKey: TextbookPass.output(step, ofStream: noise)))
      signal = done.output
      return done
    }
  }
}

extension Samples {
  /// The features in Double, one row for each sample.
  package var rows: [[Double]] {
    let width = shape.count
    return (0..<count).map { features[$0 * width..<($0 + 1) * width].map(Double.init) }
  }
}
