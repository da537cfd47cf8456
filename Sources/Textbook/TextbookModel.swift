import Basis
import NeuralNet

/// A model of the engine once more, in plain Double: what one step of training does, in the order of a book.
package struct TextbookModel {
  package var network: TextbookNetwork
  package var loss: any TextbookLoss
  package var optimizer: any TextbookOptimizer
  package var clipping: (any TextbookClipping)?
  package var regularizers: [TextbookRegularization] = []
  /// What the optimizer remembers, buffer after buffer.
  package var memory: [[Double]]
  /// For each parameter, how many updates its memory has seen.
  package var updates: [Int]
  /// Updates of the whole model's life; random numbers follow from it.
  package var steps: Int

  package init(
    _ network: TextbookNetwork, loss: any TextbookLoss, optimizer: any TextbookOptimizer,
    memory: [[Double]]? = nil, updates: Int = 0
  ) {
    (self.network, self.loss, self.optimizer, steps) = (network, loss, optimizer, updates)
    self.memory = memory ?? type(of: optimizer).memory.map { _ in network.parameters.map { _ in 0 } }
    self.updates = network.parameters.map { _ in updates }
  }

  /// Forward, backward, and what follows from the gradient. Without a pace the optimizer has its own.
  package mutating func step(_ samples: Samples, pace: StepPace? = nil) {
    let gradient = network.gradient(loss, samples, mode: .training, step: steps)
    network.state = network.stateAfter(samples, step: steps)
    apply(gradient, pace: pace ?? StepPace(rate: optimizer.learningRate))
  }

  /// g + penalties → clipping → weight decay → the optimizer's update → proximal steps → limits. Frozen layers have no
  /// part in any of it: their gradient counts as 0 when lengths are measured, and so does that of pruned weights.
  package mutating func apply(_ gradient: [Double], pace: StepPace) {
    let layers = network.layout.layers
    let moving = layers.filter { !$0.isFrozen }.flatMap { Array($0.parameterRange) }
    let weights = layers.filter { !$0.isFrozen }.flatMap(\.parameters).filter { $0.spec.role == .weight }
    var g = gradient.map { _ in 0.0 }
    for place in moving { g[place] = gradient[place] }
    network.keepPruned(&g)
    for tensor in weights {
      let w = Array(network.parameters[tensor.range])
      for regularizer in acting(on: tensor) {
        for (place, slope) in zip(tensor.range, regularizer.gradient(w)) { g[place] += slope }
      }
    }
    if let clipping { g = clipping.clipped(g, blocks: network.layout.blockRanges) }
    for tensor in weights {
      for regularizer in acting(on: tensor) {
        let w = Array(network.parameters[tensor.range])
        network.parameters.replaceSubrange(tensor.range, with: regularizer.before(w, rate: pace.rate))
      }
    }
    update(moving, g, pace)
    network.keepPruned(&network.parameters)
    for tensor in weights {
      // A limit has the last word.
      let acting = acting(on: tensor)
      for regularizer in acting.filter({ !$0.limitsUnits }) + acting.filter(\.limitsUnits) {
        let w = Array(network.parameters[tensor.range])
        let after = regularizer.after(w, rate: pace.rate, units: tensor.spec.shape.last ?? 1)
        network.parameters.replaceSubrange(tensor.range, with: after)
      }
    }
    for place in moving { updates[place] += 1 }
    steps += 1
  }

  private func acting(on tensor: TensorSlot) -> [any TextbookRegularizer] {
    regularizers.filter { $0.actsOn(tensor) }.map(\.rule)
  }

  /// Parameters that were added or frozen have seen fewer updates than the others, and are corrected for their own.
  private mutating func update(_ moving: [Int], _ g: [Double], _ pace: StepPace) {
    var optimizer = optimizer
    if let momentum = pace.momentum, var averaging = optimizer as? any MomentumOptimizer & TextbookOptimizer {
      averaging.momentum = momentum
      optimizer = averaging
    }
    for seen in Set(moving.map { updates[$0] }) {
      let places = moving.filter { updates[$0] == seen }
      var w = places.map { network.parameters[$0] }
      var remembered = memory.map { buffer in places.map { buffer[$0] } }
      optimizer.update(&w, places.map { g[$0] }, memory: &remembered, step: seen + 1, rate: pace.rate)
      for (k, place) in places.enumerated() {
        network.parameters[place] = w[k]
        for number in memory.indices { memory[number][place] = remembered[number][k] }
      }
    }
  }
}

extension TextbookNetwork {
  /// The running statistics that a training step on these samples leaves.
  package func stateAfter(_ samples: Samples, step: Int) -> [Double] {
    forward(samples.rows, .training, step).flatMap(\.state).flatMap { $0 }
  }

  /// One training step of a model that counts its steps from 1, as optimizers do.
  package mutating func train(
    _ samples: Samples, loss: any TextbookLoss, optimizer: any TextbookOptimizer, memory: inout [[Double]],
    clipping: (any TextbookClipping)? = nil, regularizers: [TextbookRegularization] = [], step: Int
  ) {
    var model = TextbookModel(self, loss: loss, optimizer: optimizer, memory: memory, updates: step - 1)
    (model.clipping, model.regularizers) = (clipping, regularizers)
    model.step(samples)
    (self, memory) = (model.network, model.memory)
  }
}
