import Basis
import NeuralNet
import Testing
import Textbook

/// What the papers say of single optimizers, as numbers.
@Suite struct OptimizerLaws {
  /// Sizes of the steps that an optimizer makes under gradients of one size, from a fresh memory.
  static func steps(_ optimizer: any Optimizer, gradient: Float, count: Int) -> [Double] {
    var (w, memory) = ([Float(0)], OptimizerMemory(for: optimizer, parameters: 1))
    return (1...count).map { step in
      // From 0 each time, so that small steps are not rounded against a large place.
      w[0] = 0
      optimizer.step(&w, [gradient], &memory.buffers, step: step)
      return abs(Double(w[0]))
    }
  }

  /// Duchi, Hazan & Singer: s is the sum of t equal squares.
  @Test func adagradsStepsShrinkWithTheRootOfTheirNumber() {
    for size: Float in [0.01, 1, 100] {
      let steps = Self.steps(AdaGrad(), gradient: size, count: 1000)
      for t in [1, 10, 100, 1000] {
        #expect(abs(steps[t - 1] / (0.01 / Double(t).squareRoot()) - 1) < 1e-3, "step \(t) at \(size)")
      }
    }
  }

  /// Σ 1/√t for 10 000 steps is 198.54; RMSProp makes full steps all the way.
  @Test func adagradStopsWhereRMSPropGoesOn() {
    let adagrad = Self.steps(AdaGrad(), gradient: 1, count: 10_000).reduce(0, +) / 0.01
    let rmsprop = Self.steps(RMSProp(), gradient: 1, count: 10_000).reduce(0, +) / 0.001
    #expect(abs(adagrad - 198.54) < 0.1)
    #expect(rmsprop > 10_000 && rmsprop < 10_020)
  }

  @Test func rmspropsFirstStepIsTheRateOverTheRootOfWhatIsFresh() {
    let first = Self.steps(RMSProp(), gradient: 5, count: 1)[0]
    #expect(abs(first / (0.001 / 0.1.squareRoot()) - 1) < 1e-5)
  }

  /// At a constant rate the size of a step does not depend on the size of the gradient, near the minimum too.
  @Test func rmspropNeverSettlesBelowItsStepSize() {
    var optimizer = RMSProp()
    optimizer.learningRate = 0.1
    var (w, memory) = ([Float(10), 1], OptimizerMemory(for: optimizer, parameters: 2))
    var (turns, least) = (0, Float.infinity)
    for step in 1...2000 {
      let before = w[1]
      optimizer.step(&w, [w[0], 10 * w[1]], &memory.buffers, step: step)
      if before * w[1] < 0 { turns += 1 }
      least = min(least, (w[0] * w[0] + 10 * w[1] * w[1]) / 2)
    }
    #expect(turns > 1500)
    #expect(least > 1e-6)
  }

  /// √ε / √(1 − ρ), for a gradient that dwarfs √ε.
  @Test func adadeltasFirstStepIsTheSameForAnyGradient() {
    for size: Float in [0.3, 3, 3000] {
      let first = Self.steps(AdaDelta(), gradient: size, count: 1)[0]
      #expect(abs(first / (1e-6.squareRoot() / 0.05.squareRoot()) - 1) < 1e-3)
    }
  }

  /// β₁ = 0 leaves the average of squares, and after many steps nothing is left to correct.
  @Test func adamWithoutMomentumAndCorrectionIsRMSProp() {
    var adam = Adam()
    (adam.beta1, adam.beta2) = (0, 0.9)
    var rmsprop = RMSProp()
    rmsprop.learningRate = adam.learningRate
    var places = (adam: [Float(1), -2], rmsprop: [Float(1), -2])
    var memories = (adam: [Float](repeating: 0, count: 4), rmsprop: [Float](repeating: 0, count: 2))
    for step in 1...50 {
      let g = [Float(step % 7) - 2, 0.1]
      adam.step(&places.adam, g, &memories.adam, step: 1_000_000)
      rmsprop.step(&places.rmsprop, g, &memories.rmsprop, step: step)
    }
    for (a, b) in zip(places.adam, places.rmsprop) { #expect(abs(a - b) < 1e-6) }
  }

  /// (1 − β₁)/(1 − β₁) + β₁(1 − β₁)/(1 − β₁²) = 28/19 at β₁ = 0.9.
  @Test func nadamsFirstStepLooksAhead() {
    var nadam = Nadam()
    nadam.followsSchedule = false
    #expect(abs(Self.steps(nadam, gradient: 2, count: 1)[0] / nadam.learningRate - 28.0 / 19) < 1e-4)
    #expect(abs(Self.steps(Adam(), gradient: 2, count: 1)[0] / 0.001 - 1) < 1e-5)
  }

  /// A loss a thousand times as large has the same minimum, and no better step towards it.
  @Test(arguments: ["adagrad", "rmsprop", "adam", "adamax", "nadam"])
  func adaptivePathsDoNotDependOnTheUnitOfTheLoss(_ name: String) throws {
    var optimizer = try Optimizers.family.make(name)
    optimizer.learningRate = 0.01
    var places = (small: [Float(1), -2, 0.5], large: [Float(1), -2, 0.5])
    var memories = (
      small: OptimizerMemory(for: optimizer, parameters: 3),
      large: OptimizerMemory(for: optimizer, parameters: 3)
    )
    for step in 1...100 {
      optimizer.step(&places.small, places.small, &memories.small.buffers, step: step)
      optimizer.step(&places.large, places.large.map { 1000 * $0 }, &memories.large.buffers, step: step)
    }
    for (a, b) in zip(places.small, places.large) { #expect(abs(a - b) < 1e-4, "\(name)") }
  }

  /// The momentum of a step that a schedule decides counts, and not the optimizer's own.
  @Test(arguments: Optimizers.family.names)
  func aSchedulesMomentumReachesTheUpdate(_ name: String) throws {
    let optimizer = try Optimizers.family.make(name)
    guard var other = optimizer as? any MomentumOptimizer else { return }
    other.momentum = 0.5
    let bowl = Bowl(start: [1, -2, 3], curvature: [1, 2, 3])
    #expect(bowl.fastPath(optimizer, steps: 5, momentum: 0.5) == bowl.fastPath(other, steps: 5))
    #expect(bowl.fastPath(optimizer, steps: 5, momentum: 0.5) != bowl.fastPath(optimizer, steps: 5))
  }

  @Test func decoupledDecayShrinksEverythingByTheSameShare() {
    var optimizer = AdamW()
    (optimizer.learningRate, optimizer.decay) = (0.1, 0.5)
    var (w, memory) = ([Float(1), -20], [Float](repeating: 0, count: 4))
    optimizer.step(&w, [0, 0], &memory, step: 1)
    #expect(abs(w[0] - 0.95) < 1e-6 && abs(w[1] + 19) < 1e-5)
  }
}
