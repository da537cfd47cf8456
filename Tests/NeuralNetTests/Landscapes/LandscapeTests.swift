import Basis
import Foundation
import NeuralNet
import Testing

@Suite struct LandscapeTests {
  static func walk(
    _ landscape: String, _ optimizer: String, from: [Double] = [], steps: Int, until: Double? = nil,
    scale: Double = 1, noise: Double = 0, schedule: String? = nil, clipping: String? = nil, seed: UInt64 = 1,
    slopes: [Double] = []
  ) throws -> Walk {
    var plan = Walk.Plan()
    (plan.from, plan.steps, plan.until, plan.scale, plan.noise) = (from, steps, until, scale, noise)
    var landscape = try Landscapes.family.read(landscape)
    if var slope = landscape as? Slope, !slopes.isEmpty {
      slope.slopes = slopes
      landscape = slope
    }
    return try Walk(
      landscape, plan, optimizer: Optimizers.family.read(optimizer),
      schedule: schedule.map(Schedules.family.read), clipping: clipping.map(Clippings.family.read),
      random: Random(seed: seed))
  }

  @Test(arguments: Landscapes.family.names + ["bowl 50 angle=30"])
  func theGradientIsTheSlope(_ name: String) throws {
    var landscape = try Landscapes.family.read(name)
    var random = Random(seed: 2)
    landscape.draw(&random)
    for _ in 0..<5 {
      let x = landscape.start.map { $0 + 0.3 * random.normal() }
      let gradient = landscape.gradient(x)
      for k in x.indices {
        var (above, below) = (x, x)
        above[k] += 1e-5
        below[k] -= 1e-5
        let slope = (landscape.value(above) - landscape.value(below)) / 2e-5
        #expect(abs(slope - gradient[k]) < 1e-4 * max(1, abs(slope)), "\(name), \(k)")
      }
    }
  }

  @Test(arguments: Landscapes.family.names)
  func theLowestPointIsLowerThanItsNeighbours(_ name: String) throws {
    var landscape = try Landscapes.family.read(name)
    var random = Random(seed: 2)
    landscape.draw(&random)
    guard let lowest = landscape.minimum(landscape.start.count) else { return }
    let floor = landscape.value(lowest)
    for _ in 0..<200 {
      let near = lowest.map { $0 + 0.5 * random.normal() }
      #expect(landscape.value(near) >= floor - 1e-6)
    }
    #expect(landscape.value(landscape.start) > floor)
  }

  /// x ← x − ηx and y ← y − ηky: after n steps (1 − η)ⁿ of x is left, and with η = 1/k nothing of y.
  @Test func plainDescentInABowlIsGeometric() throws {
    let path = try Self.walk("bowl 100", "sgd lr=0.01", steps: 200).path
    for n in 0...200 {
      #expect(abs(Double(path[n][0]) - 10 * pow(0.99, Double(n))) < 1e-4)
      if n > 0 { #expect(abs(path[n][1]) < 1e-6) }
    }
    // f = 50·0.99²ⁿ once y is gone, from 100: 10⁻⁶ of it after ln(2·10⁻⁶)/(2·ln 0.99) = 652.8 steps.
    let arrival = try Self.walk("bowl 100", "sgd lr=0.01", steps: 2000, until: 1e-6)
    #expect(arrival.steps == 653 && arrival.hasArrived == true)
  }

  @Test func plainDescentDivergesAboveTwoOverTheCurvature() throws {
    #expect(try Self.walk("bowl 100", "sgd lr=0.0199", steps: 3000, until: 1e-6).hasArrived == true)
    let lost = try Self.walk("bowl 100", "sgd lr=0.0201", steps: 3000, until: 1e-6)
    #expect(lost.hasArrived == false && lost.values[3000] > lost.values[0])
  }

  /// v → g/(1 − β): the last step is 1/(1 − β) times plain descent's.
  @Test(arguments: [0.5, 0.9, 0.99]) func momentumsVelocityHasALimit(beta: Double) throws {
    let path = try Self.walk("slope 1", "momentum lr=0.1 beta=\(beta)", steps: 3000).path
    let last = Double(path[2999][0] - path[3000][0])
    #expect(abs(last / 0.1 * (1 - beta) - 1) < 0.01)
  }

  /// Under a steady gradient step t has the size η/√t, whatever the gradient.
  @Test func adagradsStepsFallWithTheRootOfTime() throws {
    let path = try Self.walk("slope", "adagrad lr=0.1", steps: 1000, slopes: [0.01, 10]).path
    for t in [1, 10, 100, 1000] {
      for k in 0...1 {
        let step = Double(path[t - 1][k] - path[t][k])
        #expect(abs(step * Double(t).squareRoot() / 0.1 - 1) < 0.01, "step \(t)")
      }
    }
  }

  @Test func clippingIsTheLabs() throws {
    let byValue = try Self.walk("slope", "sgd lr=1", steps: 1, clipping: "value 1", slopes: [0.5, 40]).path[1]
    #expect(byValue == [-0.5, -1])
    let byNorm = try Self.walk("slope", "sgd lr=1", steps: 1, clipping: "norm 1", slopes: [0.5, 40]).path[1]
    let length = (0.25 + 1600.0).squareRoot()
    #expect(abs(Double(byNorm[0]) + 0.5 / length) < 1e-6 && abs(Double(byNorm[1]) + 40 / length) < 1e-6)
  }

  @Test func adamDoesNotSeeAScaleAndDescentDoes() throws {
    let (one, large) = (
      try Self.walk("bowl 100", "adam lr=0.1", steps: 50),
      try Self.walk("bowl 100", "adam lr=0.1", steps: 50, scale: 1000)
    )
    for (a, b) in zip(one.path, large.path) { #expect(abs(a[0] - b[0]) < 1e-4 && abs(a[1] - b[1]) < 1e-4) }
    #expect(large.values[0] == 1000 * one.values[0])
    let lost = try Self.walk("bowl 100", "nesterov lr=0.001", steps: 1000, scale: 1000)
    #expect(lost.steps < 1000 && !lost.values[lost.steps].isFinite)
  }

  @Test func eachStepIsAnEpochOfTheSchedule() throws {
    let rates = try Self.walk("slope 1", "sgd lr=1", steps: 6, schedule: "step factor=0.5 every=2").rates
    #expect(rates == [1, 1, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func noiseFollowsFromTheSeed() throws {
    func path(_ seed: UInt64) throws -> [[Float]] {
      try Self.walk("slope 1", "sgd lr=1", steps: 2000, noise: 2, seed: seed).path
    }
    let first = try path(1)
    #expect(try first == path(1))
    #expect(try first != path(2))
    let moves = zip(first, first.dropFirst()).map { Double($0[0] - $1[0]) }
    let mean = moves.reduce(0, +) / 2000
    let spread = (moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000).squareRoot()
    // Five standard errors of a mean and of a deviation.
    #expect(abs(mean - 1) < 5 * 2 / 44.7 && abs(spread - 2) < 5 * 2 / 63.2)
  }

  @Test func aLargeRateLeavesTheHoleAndASmallOneDoesNot() throws {
    let small = try Self.walk("dip", "sgd lr=0.01", steps: 300).path[300]
    let large = try Self.walk("dip", "sgd lr=0.2", steps: 300).path[300]
    #expect(small.allSatisfy { $0 > 1.5 } && large.allSatisfy { abs($0) < 0.05 })
  }

  @Test func whatCannotBeWalkedIsSaid() {
    #expect(throws: Problem.self) { try Self.walk("bowl 100", "sgd", from: [1, 2, 3], steps: 1) }
    #expect(throws: Problem.self) { try Self.walk("slope 1", "sgd", steps: 10, until: 0.1) }
    #expect(throws: Problem.self) { try Self.walk("random-bowl dimensions=10000", "sgd", steps: 10_000_000) }
  }
}
