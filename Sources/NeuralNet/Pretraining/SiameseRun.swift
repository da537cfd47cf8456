import Basis

/// An embedding that looks at both samples of a pair, and a head that judges their distance. A step takes nothing from the
/// heap.
package final class SiameseRun {
  package let embedder: Bench
  /// z = w·d + b of one number, so that s = −w.
  package let head: Bench
  /// Pairs per step: N. The first samples of the pairs are rows 0..<N of the embedder, the second ones N..<2N.
  package let batch: Int
  private var draws: PairDraws

  package init(_ settings: SiamesePairs, _ task: PretrainingTask, _ draws: PairDraws, _ engine: Engine) throws
  {
    batch = settings.batch
    self.draws = draws
    var adam = Adam()
    adam.learningRate = settings.learningRate
    var seeds = task.random("pairs weights")
    let seed = seeds.next()
    let network = try task.network(of: 0..<task.layers, seed: seed)
    embedder = try Bench(
      engine, Model(network: network, loss: MeanSquaredError(), optimizer: adam, seed: seed),
      capacity: 2 * batch)
    var minus = Constant()
    minus.value = -1
    var judge = Dense(1, initializer: minus)
    judge.biasStart = 1
    var last = Network(input: [1], seed: seed)
    try last.append([judge])
    head = try Bench(
      engine, Model(network: last, loss: BinaryCrossEntropy(), optimizer: adam, seed: seed), capacity: batch)
  }

  package func step(_ features: UnsafePointer<Float>) {
    draw(features)
    compare()
    embedder.update()
    head.update()
  }

  /// Puts the next pairs where the networks read them.
  package func draw(_ features: UnsafePointer<Float>) {
    let width = embedder.width
    for row in 0..<batch {
      let pair = draws.next(isSame: row % 2 == 0)
      (embedder.input + row * width).update(from: features + pair.0 * width, count: width)
      (embedder.input + (batch + row) * width).update(from: features + pair.1 * width, count: width)
      head.labels[row] = pair.isSame ? 1 : 0
    }
  }

  /// The mean loss, and its gradients by both networks.
  //
  // d = Σₖ (uₖ − vₖ)² / E    ∂L/∂uₖ = ∂L/∂d · 2(uₖ − vₖ)/E = −∂L/∂vₖ        u, v [N, E]   d [N]
  @discardableResult
  package func compare() -> Double {
    let width = embedder.outputs
    embedder.forward(2 * batch, .training)
    let output = embedder.output
    for row in 0..<batch {
      var sum = 0.0
      for k in 0..<width {
        let gap = Double(output[row * width + k] - output[(batch + row) * width + k])
        sum += gap * gap
      }
      head.input[row] = Float(sum / Double(width))
    }
    head.forward(batch, .training)
    let loss = head.compare(batch, .training)
    let (slope, gradient) = (head.inputGradient, embedder.outputGradient)
    for row in 0..<batch {
      let factor = slope[row] * 2 / Float(width)
      for k in 0..<width {
        let (own, other) = (row * width + k, (batch + row) * width + k)
        gradient[own] = factor * (output[own] - output[other])
        gradient[other] = -gradient[own]
      }
    }
    embedder.backward(2 * batch, .training)
    return loss
  }
}
