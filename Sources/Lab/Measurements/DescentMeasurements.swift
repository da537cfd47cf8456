import Basis
import NeuralNet

extension Measurements {
  /// Of the latest walk down a landscape.
  static let descents: [any Item.Type] = [
    DescentValue.self, DescentPlace.self, DescentMove.self, DescentSteps.self, DescentDistance.self,
    DescentCosine.self, DescentTurns.self, DescentNoise.self, DescentNear.self,
  ]
}

/// A step of a walk: a number, or nil for the last.
protocol DescentStepMeasurement: Measurement {
  var step: Int? { get set }
}

extension DescentStepMeasurement {
  static var stepPosition: Setting<Self> {
    let kind = Kind.integer(0...10_000_000, unit: nil)
    return Setting(
      "step", kind: kind, "After how many steps, or last.",
      get: { $0.step.map { .number(Double($0)) } ?? .text("last") },
      set: { $0.step = $1 == .text("last") ? nil : try kind.integer($1, for: "step") })
  }

  func step(of walk: Walk) throws -> Int {
    let step = step ?? walk.steps
    guard step <= walk.steps else {
      throw Problem(
        "the walk has \(walk.steps.counted("step")), and step \(Numbers.grouped(step)) was asked for",
        advice: "\(name) with last")
    }
    return step
  }
}

/// A coordinate of a walk, counted from 1.
protocol DescentCoordinateMeasurement: Measurement {
  var coordinate: Int { get set }
}

extension DescentCoordinateMeasurement {
  static var coordinatePosition: Setting<Self> {
    Setting("coordinate", \.coordinate, in: 1...20_000_000, "Which number, counted from 1.")
  }

  func path(of walk: Walk) throws -> [Double] {
    guard coordinate <= walk.path[0].count else {
      throw Problem(
        "\(walk.landscape) has \(walk.path[0].count.counted("coordinate")), and \(coordinate) was asked for")
    }
    return walk.path.map { Double($0[coordinate - 1]) }
  }
}

struct DescentValue: DescentStepMeasurement {
  var step: Int?
  static let card = Card<DescentValue>(
    "descent.value", "The function's value on the latest walk.", positions: [stepPosition],
    examples: ["print descent.value(last)"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    return .number(walk.values[try step(of: walk)])
  }
}

struct DescentPlace: DescentStepMeasurement, DescentCoordinateMeasurement {
  var coordinate = 1
  var step: Int?
  static let card = Card<DescentPlace>(
    "descent.x", "Where the latest walk stood.", positions: [coordinatePosition, stepPosition],
    examples: ["print descent.x(1, last)"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    return .number(try path(of: walk)[try step(of: walk)])
  }
}

struct DescentMove: DescentStepMeasurement, DescentCoordinateMeasurement {
  var coordinate = 1
  var step: Int? = 1
  static let card = Card<DescentMove>(
    "descent.move", "How far one step of the latest walk went, with its sign; the first step is 1.",
    positions: [coordinatePosition, stepPosition], examples: ["print descent.move(1, 1)"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    let (path, step) = (try path(of: walk), try step(of: walk))
    guard step > 0 else { throw Problem("steps are counted from 1", advice: "descent.move(1, 1)") }
    return .number(path[step] - path[step - 1])
  }
}

struct DescentSteps: Measurement {
  static let card = Card<DescentSteps>(
    "descent.steps", "Steps of the latest walk; infinite if it was to arrive somewhere and did not.",
    examples: ["print descent.steps"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    return .number(walk.hasArrived == false ? .infinity : Double(walk.steps))
  }
}

struct DescentDistance: DescentStepMeasurement {
  var step: Int?
  static let card = Card<DescentDistance>(
    "descent.distance", "Distance of the latest walk from the lowest point.", positions: [stepPosition],
    examples: ["print descent.distance(last)"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    guard let distance = walk.distance(try step(of: walk)) else {
      throw Problem("\(walk.landscape) has no lowest point", advice: "descent.value(last)")
    }
    return .number(distance)
  }
}

struct DescentCosine: Measurement {
  static let card = Card<DescentCosine>(
    "descent.cosine",
    "Cosine of the angle between the first step and the way to the lowest point: 1 is straight there.",
    examples: ["print descent.cosine"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    guard let minimum = walk.minimum else {
      throw Problem("\(walk.landscape) has no lowest point", advice: "descent.move(1, 1)")
    }
    var (product, step, way) = (0.0, 0.0, 0.0)
    for (index, goal) in minimum.enumerated() {
      let move = Double(walk.path[1][index]) - Double(walk.path[0][index])
      let rest = goal - Double(walk.path[0][index])
      product += move * rest
      step += move * move
      way += rest * rest
    }
    return .number(product / (step * way).squareRoot())
  }
}

struct DescentTurns: DescentCoordinateMeasurement {
  var coordinate = 1
  static let card = Card<DescentTurns>(
    "descent.turns", "How often a coordinate changed its sign on the latest walk.",
    positions: [coordinatePosition], examples: ["print descent.turns(2)"])
  package func value(in lab: Lab) throws -> Value {
    let path = try path(of: lab.needWalk()).filter { $0 != 0 && $0.isFinite }
    return .number(Double(zip(path, path.dropFirst()).count { ($0 < 0) != ($1 < 0) }))
  }
}

struct DescentNoise: DescentCoordinateMeasurement {
  var coordinate = 1
  static let card = Card<DescentNoise>(
    "descent.noise", "Deviation of a coordinate's steps divided by the size of their mean.",
    positions: [coordinatePosition], examples: ["print descent.noise(1)"])
  package func value(in lab: Lab) throws -> Value {
    let path = try path(of: lab.needWalk())
    let moves = zip(path.dropFirst(), path).map { $0 - $1 }
    let mean = moves.reduce(0, +) / Double(moves.count)
    let spread = moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(moves.count)
    return .number(spread.squareRoot() / abs(mean))
  }
}

struct DescentNear: Measurement {
  var radius = 0.05
  static let card = Card<DescentNear>(
    "descent.near",
    "Share of the coordinates that ended within this distance of their place in the lowest point.",
    positions: [Setting("radius", \.radius, in: .positive, "How near.")],
    examples: ["print descent.near(0.05)"])
  package func value(in lab: Lab) throws -> Value {
    let walk = try lab.needWalk()
    guard let minimum = walk.minimum else {
      throw Problem("\(walk.landscape) has no lowest point", advice: "descent.value(last)")
    }
    let near = zip(walk.path[walk.steps], minimum).count { abs(Double($0) - $1) <= radius }
    return .number(Double(near) / Double(minimum.count))
  }
}
