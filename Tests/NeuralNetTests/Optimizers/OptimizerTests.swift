import Basis
import NeuralNet
import Testing
import Textbook

@Suite struct OptimizerTests {
  static let all = Optimizers.family.names

  /// Largest distance of the loop's path from the formula's in twenty steps, as a share of the path's size.
  static func pathError(_ optimizer: any Optimizer, _ formula: any TextbookOptimizer) -> Double {
    var random = Random(seed: 31)
    let bowl = Bowl(
      start: (0..<53).map { _ in 2 * random.normal() },
      curvature: (0..<53).map { _ in random.uniform(in: 0.1..<20) })
    return zip(bowl.fastPath(optimizer, steps: 20), bowl.path(formula, steps: 20)).flatMap { fast, exact in
      zip(fast, exact).map { abs(Double($0) - $1) / 2 }
    }.worst
  }

  @Test(arguments: all)
  func theLoopFollowsTheFormula(_ name: String) throws {
    let optimizer = try Optimizers.family.make(name)
    let formula = try #require(optimizer as? any TextbookOptimizer)
    #expect(Self.pathError(optimizer, formula) < 1e-5)
  }

  @Test func wrongOptimizersLeaveThePath() {
    #expect(Self.pathError(Adam(), AdamWithoutCorrection()) > 1e-3)
    #expect(Self.pathError(Adam(), AdamWithEpsilonInside()) > 1e-5)
    #expect(Self.pathError(Nesterov(), Momentum()) > 1e-3)
    #expect(Self.pathError(Momentum(), DampedMomentum()) > 1e-3)
    #expect(Self.pathError(AdaGrad(), RMSProp()) > 1e-3)
    #expect(Self.pathError(AdamW(), Adam()) > 1e-5)
    #expect(Self.pathError(AdaMax(), Adam()) > 1e-3)
    #expect(Self.pathError(Nadam(), Adam()) > 1e-3)
    var constant = Nadam()
    constant.followsSchedule = false
    #expect(Self.pathError(Nadam(), constant) > 1e-4)
    var smaller = AdaDelta()
    smaller.epsilon = 2e-6
    #expect(Self.pathError(AdaDelta(), smaller) > 1e-5)
  }

  @Test(arguments: all)
  func cuttingTheParametersAnywhereChangesNoBit(_ name: String) throws {
    var random = Random(seed: 32)
    let bowl = Bowl(
      start: (0..<100).map { _ in random.normal() }, curvature: (0..<100).map { _ in random.uniform() })
    let optimizer = try Optimizers.family.make(name)
    let whole = bowl.fastPath(optimizer, steps: 5)
    for cuts in [[1], [16, 17, 63], [99]] {
      #expect(bowl.fastPath(optimizer, steps: 5, cuts: cuts) == whole)
    }
  }

  @Test(arguments: all)
  func aLearningRateOfZeroMovesNothing(_ name: String) throws {
    var optimizer = try Optimizers.family.make(name)
    optimizer.learningRate = 0
    let bowl = Bowl(start: [1, -2, 3], curvature: [1, 1, 1])
    #expect(bowl.fastPath(optimizer, steps: 3).last == [1, -2, 3])
  }

  /// Kingma & Ba, section 2.1: the first step is η·sign(g) for any size of gradient well above ε.
  @Test func adamsFirstStepIsTheLearningRateWhateverTheGradient() {
    for size: Float in [1e-4, 1, 1e6] {
      var (w, memory) = ([Float](repeating: 0, count: 2), [Float](repeating: 0, count: 4))
      Adam().step(&w, [size, -size], &memory, step: 1)
      #expect(abs(w[0] + 0.001) < 1e-6 && abs(w[1] - 0.001) < 1e-6)
    }
  }

  /// A steady gradient adds up to g/(1 − β).
  @Test func momentumsTerminalVelocityIsTenfoldForNineTenths() {
    var (w, memory) = ([Float(0)], [Float(0)])
    for step in 1...400 { Momentum().step(&w, [1], &memory, step: step) }
    #expect(abs(memory[0] + 0.01 / (1 - 0.9)) < 1e-6)
  }

  @Test(arguments: all)
  func notANumberSpoilsItsOwnParameterOnly(_ name: String) throws {
    let optimizer = try Optimizers.family.make(name)
    var w = [Float](repeating: 1, count: 40)
    var g = w
    g[20] = .nan
    var memory = OptimizerMemory(for: optimizer, parameters: 40)
    optimizer.step(&w, g, &memory.buffers, step: 1)
    #expect(w.indices.filter { w[$0].isNaN } == [20])
  }
}

// Deliberately wrong: the laws must reject each of them. They differ from what they imitate in one place.

private struct AdamWithoutCorrection: TextbookOptimizer, WrongOptimizer {
  static let card = Card<AdamWithoutCorrection>("wrong", "Averages that start too small.")
  var learningRate = 0.001
  static let memory = ["m", "v"]
  func update(_ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double) {
    // After very many steps nothing is left to correct.
    Adam().update(&w, g, memory: &memory, step: 1_000_000, rate: rate)
  }
}

private struct AdamWithEpsilonInside: TextbookOptimizer, WrongOptimizer {
  static let card = Card<AdamWithEpsilonInside>("wrong", "√(v + ε).")
  var learningRate = 0.001
  static let memory = ["m", "v"]
  func update(_ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double) {
    var adam = Adam()
    adam.epsilon = 0.01
    adam.update(&w, g, memory: &memory, step: step, rate: rate)
  }
}

private struct DampedMomentum: TextbookOptimizer, WrongOptimizer {
  static let card = Card<DampedMomentum>("wrong", "An average of gradients, ten times too slow.")
  var learningRate = 0.01
  static let memory = ["velocity"]
  func update(_ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double) {
    Momentum().update(&w, g.map { 0.1 * $0 }, memory: &memory, step: step, rate: rate)
  }
}

private protocol WrongOptimizer: Optimizer {}
extension WrongOptimizer {
  func update(_ stretch: UpdateStretch) {}
}
