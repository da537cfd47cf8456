import Basis

/// A generator and a discriminator at work. A step takes nothing from the heap.
package final class AdversarialRun {
  package let generator: Bench
  package let discriminator: Bench
  /// Samples of each sort per step: N. I is the numbers of one sample.
  package let batch: Int
  private var noise: Random
  private var rows: Random
  /// What −1 and 1 of the generator mean: x = middle + reach · y   [I]
  private let middle: Buffer
  private let reach: Buffer

  package init(_ settings: AdversarialPair, _ task: PretrainingTask, _ engine: Engine) throws {
    let real = task.unlabelled
    batch = min(settings.batch, real.count)
    var adam = Adam()
    (adam.learningRate, adam.beta1) = (settings.learningRate, settings.beta1)
    noise = task.random("gan noise")
    rows = task.random("gan rows")
    var seeds = task.random("gan weights")
    let (first, second) = (seeds.next(), seeds.next())

    var network = try task.network(of: 0..<task.layers, seed: first)
    try network.append([Dense(1)])
    discriminator = try Bench(
      engine, Model(network: network, loss: BinaryCrossEntropy(), optimizer: adam, seed: first),
      capacity: 2 * batch)

    var leaky = LeakyReLU()
    leaky.negativeSlope = 0.2
    var maker = Network(input: [settings.noise], seed: second)
    for _ in 0..<settings.hidden {
      try maker.append([Dense(settings.units, initializer: He()), ActivationLayer(leaky)])
    }
    try maker.append([Dense(real.shape.count), ActivationLayer(Tanh())])
    generator = try Bench(
      engine, Model(network: maker, loss: MeanSquaredError(), optimizer: adam, seed: second), capacity: batch)

    let width = real.shape.count
    (middle, reach) = (Buffer(width), Buffer(width))
    for feature in 0..<width {
      var (least, most) = (Float.infinity, -Float.infinity)
      for row in 0..<real.count {
        let number = real.features[row * width + feature]
        (least, most) = (min(least, number), max(most, number))
      }
      (middle.start[feature], reach.start[feature]) = ((least + most) / 2, (most - least) / 2)
    }
  }

  var isFinite: Bool { generator.isFinite && discriminator.isFinite }

  package func step(real: UnsafePointer<Float>, count: Int) {
    discriminate(real: real, count: count)
    discriminator.update()
    deceive()
    generator.update()
  }

  /// L = −mean of ln σ(D(x)) over N real and ln(1 − σ(D(G(z)))) over N generated samples, and its gradient by D.
  @discardableResult
  package func discriminate(real: UnsafePointer<Float>, count: Int) -> Double {
    let width = discriminator.width
    for row in 0..<batch {
      (discriminator.input + row * width).update(from: real + rows.index(below: count) * width, count: width)
      discriminator.labels[row] = 1
      discriminator.labels[batch + row] = 0
    }
    generate(.training)
    stretch(into: discriminator.input + batch * width, rows: batch)
    discriminator.forward(2 * batch, .training)
    return discriminator.compare(2 * batch, .training)
  }

  /// L = −mean ln σ(D(G(z))), and its gradient by G. Running statistics of D stay: it learns in its own turn alone.
  //
  // x = m + r·y    ∂L/∂y = r · ∂L/∂x                                  m, r [I]   x, y [N, I]
  @discardableResult
  package func deceive() -> Double {
    let width = discriminator.width
    generate(.training)
    stretch(into: discriminator.input, rows: batch)
    for row in 0..<batch { discriminator.labels[row] = 1 }
    discriminator.forward(batch, .probing)
    let loss = discriminator.compare(batch, .probing)
    let (from, to) = (discriminator.inputGradient, generator.outputGradient)
    for row in 0..<batch {
      for feature in 0..<width {
        to[row * width + feature] = reach.start[feature] * from[row * width + feature]
      }
    }
    generator.backward(batch, .training)
    return loss
  }

  /// New samples, [count, I].
  func generate(_ count: Int) -> [Float] {
    var made: [Float] = []
    let width = discriminator.width
    while made.count < count * width {
      generate(.inference)
      stretch(into: discriminator.input, rows: batch)
      made.append(contentsOf: UnsafeBufferPointer(start: discriminator.input, count: batch * width))
    }
    return Array(made.prefix(count * width))
  }

  private func generate(_ mode: Pass.Mode) {
    for index in 0..<batch * generator.width { generator.input[index] = Float(noise.normal()) }
    generator.forward(batch, mode)
  }

  private func stretch(into target: UnsafeMutablePointer<Float>, rows: Int) {
    let width = discriminator.width
    for row in 0..<rows {
      for feature in 0..<width {
        target[row * width + feature] =
          middle.start[feature] + reach.start[feature] * generator.output[row * width + feature]
      }
    }
  }
}
