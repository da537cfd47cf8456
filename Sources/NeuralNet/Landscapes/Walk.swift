import Basis

/// A walk down a landscape: the optimizer that trains networks, on a few numbers that all can be seen.
package struct Walk: Equatable, Sendable {
  /// The landscape as typed.
  package let landscape: String
  /// Where it stood before the first step and after each; the last may not be finite.
  package let path: [[Float]]
  package let values: [Double]
  /// The rate of each step.
  package let rates: [Double]
  package let minimum: [Double]?
  /// Whether the goal was reached; nil if there was none.
  package let hasArrived: Bool?

  package var steps: Int { path.count - 1 }

  /// Euclidean distance from the lowest point; nil where none is known.
  package func distance(_ step: Int) -> Double? { minimum.map { Walk.distance(path[step], $0) } }

  static func distance(_ x: [Float], _ goal: [Double]) -> Double {
    zip(x, goal).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }.squareRoot()
  }

  /// What a walk is to do.
  package struct Plan: Sendable {
    package var from: [Double] = []
    package var steps = 100
    /// Ends the walk when this share of the first height above the lowest point is left.
    package var until: Double?
    /// Multiplies the function, and with it every gradient.
    package var scale = 1.0
    /// Deviation of what is added to each number of a gradient.
    package var noise = 0.0

    package init() {}
  }

  /// Numbers that a walk may keep.
  static let mostNumbers = 20_000_000

  /// Each step counts as an epoch of a schedule.
  package init(
    _ landscape: any Landscape, _ plan: Plan, optimizer: any Optimizer, schedule: (any Schedule)?,
    clipping: (any Clipping)?, random: Random, isInterrupted: () -> Bool = { false }
  ) throws {
    var (landscape, random) = (landscape, random)
    landscape.draw(&random)
    let start = plan.from.isEmpty ? landscape.start : plan.from
    let count = start.count
    guard landscape.takesAnyLength || count == landscape.start.count else {
      throw Problem(
        "\(landscape.name) has \(landscape.start.count) coordinates, got from= with \(count)",
        advice: "for example: from=[\(landscape.start.map(Numbers.exact).joined(separator: ", "))]")
    }
    guard plan.steps <= Walk.mostNumbers / count else {
      throw Problem(
        "\(Numbers.grouped(plan.steps)) steps of \(count) numbers are too many to keep; at most "
          + "\(Numbers.grouped(Walk.mostNumbers / count)) are possible", advice: "steps=10000")
    }
    let minimum = landscape.minimum(count)
    if plan.until != nil, minimum == nil {
      throw Problem("\(landscape.name) has no lowest point to arrive at", advice: "leave until out")
    }
    self.landscape = landscape.notation
    self.minimum = minimum
    var x = start.map { Float($0) }
    var memory = OptimizerMemory(for: optimizer, parameters: count)
    var path = [x]
    var values = [plan.scale * landscape.value(x.map(Double.init))]
    var rates: [Double] = []
    let floor = minimum.map { plan.scale * landscape.value($0) }
    let goal = floor.flatMap { floor in plan.until.map { floor + $0 * (values[0] - floor) } }
    var hasArrived = goal.map { _ in false }
    for step in 0..<plan.steps {
      if isInterrupted() { throw Problem("the walk was interrupted", kind: .interrupted) }
      var gradient = landscape.gradient(x.map(Double.init)).map {
        Float(plan.scale * $0 + (plan.noise > 0 ? plan.noise * random.normal() : 0))
      }
      if let clipping {
        _ = gradient.withUnsafeMutableBufferPointer { clipping.clip($0, blocks: [0..<count]) }
      }
      let pace =
        schedule?.pace(
          at: SchedulePlace(ofStep: step, schedule ?? ConstantRate(), epochs: plan.steps, stepsPerEpoch: 1),
          rate: optimizer.learningRate) ?? StepPace(rate: optimizer.learningRate)
      Walk.update(&x, gradient, &memory, optimizer, pace)
      path.append(x)
      values.append(plan.scale * landscape.value(x.map(Double.init)))
      rates.append(pace.rate)
      guard x.allSatisfy(\.isFinite) else { break }
      if let goal, let last = values.last, last <= goal {
        hasArrived = true
        break
      }
    }
    (self.path, self.values, self.rates, self.hasArrived) = (path, values, rates, hasArrived)
  }

  private static func update(
    _ x: inout [Float], _ gradient: [Float], _ memory: inout OptimizerMemory, _ optimizer: any Optimizer,
    _ pace: StepPace
  ) {
    let count = x.count
    let step = memory.steps + 1
    x.withUnsafeMutableBufferPointer { parameters in
      gradient.withUnsafeBufferPointer { gradients in
        memory.buffers.withUnsafeMutableBufferPointer { memory in
          guard let parameters = parameters.baseAddress, let gradients = gradients.baseAddress else { return }
          optimizer.update(
            UpdateStretch(
              count: count, parameters: parameters, gradients: gradients, memory: memory.baseAddress,
              memoryStride: count, step: step, rate: pace.rate, momentum: pace.momentum))
        }
      }
    }
    memory.steps = step
  }
}
